/*
 * Redis' pub/sub in RESP3, where a subscriber may publish too. Everybody subscribes to one channel, and to one of its
 * own for messages to it alone.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "load.h"

enum { MOST_TEXT = 32767, CHANNELS = 2 };

static size_t hello(const struct connection *connection, uint8_t *out)
{
	return (size_t)sprintf((char *)out,
			       "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n*3\r\n$9\r\nSUBSCRIBE\r\n$1\r\n" EVERYBODYS_TOPIC "\r\n$%zu\r\n%s\r\n",
			       strlen(connection->name), connection->name);
}

static size_t publish(uint8_t *out, const char *channel, const uint8_t *text, size_t size)
{
	size_t done = (size_t)sprintf((char *)out, "*3\r\n$7\r\nPUBLISH\r\n$%zu\r\n%s\r\n$%zu\r\n", strlen(channel),
				      channel, size);
	memcpy(out + done, text, size);
	memcpy(out + done + size, "\r\n", 2);
	return done + size + 2;
}

/* "$", a number, CR LF, so many bytes, CR LF: the whole size, 0 when it is not all there. */
static size_t bulk(const uint8_t *bytes, size_t size, const uint8_t **text, size_t *text_size)
{
	size_t number = 0, at = 1;
	while (at < size && bytes[at] != '\r')
		number = number * 10 + (size_t)(bytes[at++] - '0');
	if (number > MOST_TEXT)
		fail("a broken bulk string");
	if (size < at + 4 || size < at + 4 + number)
		return 0;
	*text = bytes + at + 2;
	*text_size = number;
	return at + 4 + number;
}

static const char message[] = ">3\r\n$7\r\nmessage\r\n";
enum { MESSAGE_SIZE = sizeof message - 1 };

static size_t consume_message(const uint8_t *bytes, size_t size)
{
	const uint8_t *text;
	size_t text_size;
	size_t channel = bulk(bytes + MESSAGE_SIZE, size - MESSAGE_SIZE, &text, &text_size);
	if (channel == 0)
		return 0;
	size_t head = MESSAGE_SIZE + channel;
	size_t whole = bulk(bytes + head, size - head, &text, &text_size);
	if (whole == 0)
		return 0;
	delivered(text, text_size);
	return head + whole;
}

/*
 * Anything else, one token at a time: a string, or a line. `stage` counts the channels whose subscription is confirmed;
 * a number follows the name of each.
 */
static size_t consume_token(struct connection *connection, const uint8_t *bytes, size_t size)
{
	const uint8_t *text;
	size_t text_size;
	if (bytes[0] == '$') {
		size_t whole = bulk(bytes, size, &text, &text_size);
		if (whole > 0 && text_size == 9 && memcmp(text, "subscribe", 9) == 0)
			connection->stage++;
		return whole;
	}
	const uint8_t *end = memchr(bytes, '\n', size);
	if (end == NULL)
		return 0;
	if (bytes[0] == '-')
		fail("client %d: %.*s", connection->number, (int)(end - bytes), bytes);
	if (bytes[0] == ':' && connection->stage == CHANNELS && !connection->is_ready)
		become_ready(connection);
	return (size_t)(end - bytes) + 1;
}

static size_t consume(struct connection *connection, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	while (done < size) {
		size_t left = size - done, length;
		/* A message that has begun is not taken apart into tokens. */
		if (bytes[done] == '>' && left < MESSAGE_SIZE + 4)
			break;
		if (bytes[done] == '>' && memcmp(bytes + done, message, MESSAGE_SIZE) == 0)
			length = consume_message(bytes + done, left);
		else
			length = consume_token(connection, bytes + done, left);
		if (length == 0)
			break;
		done += length;
	}
	return done;
}

const struct protocol resp = {
	.name = "resp",
	.is_echoing = 1,
	.most_opening = 64,
	.most_text = MOST_TEXT,
	.hello = hello,
	.publish = publish,
	.consume = consume,
};
