/* IRC. Everybody is in one channel; messages to one client go to its nickname. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "load.h"

static size_t hello(const struct connection *connection, uint8_t *out)
{
	return (size_t)sprintf((char *)out, "NICK %s\r\nUSER %s 0 * :%s\r\n", connection->name, connection->name,
			       connection->name);
}

static size_t message(uint8_t *out, const char *target, const uint8_t *text, size_t size)
{
	size_t done = (size_t)sprintf((char *)out, "PRIVMSG %s :", target);
	memcpy(out + done, text, size);
	memcpy(out + done + size, "\r\n", 2);
	return done + size + 2;
}

static size_t broadcast(const struct connection *sender, uint8_t *out, const uint8_t *text, size_t size)
{
	(void)sender;
	return message(out, "#c", text, size);
}

static size_t direct(const struct connection *sender, const struct connection *to, uint8_t *out,
		     const uint8_t *text, size_t size)
{
	(void)sender;
	return message(out, to->name, text, size);
}

static int begins(const uint8_t *text, const uint8_t *end, const char *with)
{
	size_t size = strlen(with);
	return (size_t)(end - text) >= size && memcmp(text, with, size) == 0;
}

/* Answers of the server, whose codes stand where others have the command. */
static void handle_number(struct connection *connection, const uint8_t *code, const uint8_t *end)
{
	static const char join[] = "JOIN #c\r\n";
	if (begins(code, end, "001 "))
		send_bytes(connection, join, sizeof join - 1);
	else if (begins(code, end, "366 ") && !connection->is_ready)
		become_ready(connection);
	else if (code[0] == '4' && !begins(code, end, "422 ")) /* 422: there is no message of the day */
		fail("client %d: %.*s", connection->number, (int)(end - code), code);
}

/* A line of another client: ":nick!user@host COMMAND parameters". */
static void handle_command(struct connection *connection, const uint8_t *line, const uint8_t *command,
			   const uint8_t *end)
{
	if (begins(command, end, "PRIVMSG ")) {
		const uint8_t *text = memchr(command, ':', (size_t)(end - command));
		if (text == NULL)
			fail("client %d: a broken PRIVMSG", connection->number);
		delivered(text + 1, (size_t)(end - text) - 1);
		return;
	}
	const uint8_t *nick_end = memchr(line, '!', (size_t)(command - line));
	if (nick_end == NULL)
		return;
	size_t size = (size_t)(nick_end - line) - 1;
	if (begins(command, end, "JOIN ") && tally.joined != NULL)
		tally.joined(connection, line + 1, size, 0);
	else if (begins(command, end, "QUIT ") && tally.left != NULL)
		tally.left(connection, line + 1, size, 0);
}

/* `end` is behind the last byte of the text, at the CR. */
static void handle_line(struct connection *connection, const uint8_t *line, const uint8_t *end)
{
	static const char pong[] = "PONG bench\r\n";
	const uint8_t *command = memchr(line, ' ', (size_t)(end - line));
	if (begins(line, end, "PING"))
		send_bytes(connection, pong, sizeof pong - 1);
	else if (begins(line, end, "ERROR"))
		fail("client %d: %.*s", connection->number, (int)(end - line), line);
	else if (line[0] == ':' && command != NULL && command[1] >= '0' && command[1] <= '9')
		handle_number(connection, command + 1, end);
	else if (line[0] == ':' && command != NULL)
		handle_command(connection, line, command + 1, end);
}

static size_t consume(struct connection *connection, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	while (done < size) {
		const uint8_t *line = bytes + done;
		const uint8_t *end = memchr(line, '\n', size - done);
		if (end == NULL)
			break;
		handle_line(connection, line, end > line && end[-1] == '\r' ? end - 1 : end);
		done += (size_t)(end - line) + 1;
	}
	return done;
}

const struct protocol irc = {
	.name = "irc",
	.most_opening = 8,
	.most_text = 400,
	.most_window = 8, /* ngircd takes ten lines of a client at a time, and lets further ones wait for a second */
	.hello = hello,
	.broadcast = broadcast,
	.direct = direct,
	.consume = consume,
};
