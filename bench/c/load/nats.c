/* NATS. Everybody subscribes to one subject, and to one of its own for messages to it alone. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"

enum { MOST_TEXT = 32767 };

static size_t hello(const struct connection *connection, uint8_t *out)
{
	/* No echo: what one publishes does not come back. */
	return (size_t)sprintf((char *)out,
			       "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false,\"name\":\"%s\",\"lang\":\"c\","
			       "\"version\":\"1\",\"protocol\":1}\r\nSUB " EVERYBODYS_TOPIC " 1\r\nSUB %s 2\r\nPING\r\n",
			       connection->name, connection->name);
}

static size_t publish(uint8_t *out, const char *subject, const uint8_t *text, size_t size)
{
	size_t done = (size_t)sprintf((char *)out, "PUB %s %zu\r\n", subject, size);
	memcpy(out + done, text, size);
	memcpy(out + done + size, "\r\n", 2);
	return done + size + 2;
}

static void handle_line(struct connection *connection, const uint8_t *line, size_t size)
{
	static const char pong[] = "PONG\r\n";
	if (memcmp(line, "PING", 4) == 0)
		send_bytes(connection, pong, sizeof pong - 1);
	else if (memcmp(line, "PONG", 4) == 0)
		become_ready(connection);
	else if (memcmp(line, "INFO", 4) != 0)
		fail("client %d: %.*s", connection->number, (int)size, line);
}

/* The size stands last in the line, which ends in CR LF. */
static size_t text_size(const uint8_t *line, const uint8_t *end)
{
	size_t size = 0, unit = 1;
	for (const uint8_t *digit = end - 2; digit > line && *digit != ' '; digit--, unit *= 10)
		size += unit * (size_t)(*digit - '0');
	return size;
}

static size_t consume(struct connection *connection, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	while (size - done > 5) {
		const uint8_t *line = bytes + done;
		const uint8_t *end = memchr(line, '\n', size - done);
		if (end == NULL)
			break;
		size_t head = (size_t)(end - line) + 1;
		if (line[0] == 'M') {
			size_t text = text_size(line, end);
			if (text > MOST_TEXT)
				fail("client %d: a broken MSG", connection->number);
			if (size - done < head + text + 2)
				break;
			delivered(end + 1, text);
			done += head + text + 2;
		} else {
			handle_line(connection, line, head);
			done += head;
		}
	}
	return done;
}

const struct protocol nats = {
	.name = "nats",
	.most_opening = 64,
	.most_text = MOST_TEXT,
	.hello = hello,
	.publish = publish,
	.consume = consume,
};
