/* COSP, as a client speaks it. */
#include <string.h>

#include "load.h"

enum { JOINED, LEFT, BROADCAST, DIRECT, REQUESTED, ACCEPTED, ESTABLISHED, ABSENT = -1, REFUSED = -2 };

/* Where a connection is while it is being established. */
enum { ASKED, LISTING, REGISTERED };

static size_t hello(const struct connection *connection, uint8_t *out)
{
	size_t size = strlen(connection->name);
	write_short(out, (int)size);
	memcpy(out + 2, connection->name, size);
	return 2 + size;
}

static size_t broadcast(const struct connection *sender, uint8_t *out, const uint8_t *text, size_t size)
{
	(void)sender;
	out[0] = 0;
	write_short(out + 1, (int)size);
	memcpy(out + 3, text, size);
	return 3 + size;
}

static size_t direct(const struct connection *sender, const struct connection *to, uint8_t *out,
		     const uint8_t *text, size_t size)
{
	(void)sender;
	out[0] = 1;
	write_short(out + 1, to->id);
	write_short(out + 3, (int)size);
	memcpy(out + 5, text, size);
	return 5 + size;
}

/* One entry of the list, or the body of a "joined": identifier, size, pseudonym. 0: it is not whole. */
static size_t entry_size(const uint8_t *bytes, size_t size)
{
	if (size < 4 || size < 4 + (size_t)read_short(bytes + 2))
		return 0;
	return 4 + (size_t)read_short(bytes + 2);
}

static size_t consume_list(struct connection *connection, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	if (connection->stage == ASKED) {
		if ((int8_t)bytes[0] < 0)
			fail("%s is refused", connection->name);
		if (size < 3)
			return 0;
		connection->awaited = read_short(bytes + 1);
		connection->stage = LISTING;
		done = 3;
	}
	while (connection->awaited > 0) {
		size_t length = entry_size(bytes + done, size - done);
		if (length == 0)
			return done;
		if (tally.joined != NULL)
			tally.joined(connection, bytes + done + 4, length - 4, read_short(bytes + done));
		done += length;
		connection->awaited--;
	}
	connection->stage = REGISTERED;
	become_ready(connection);
	return done;
}

static size_t consume_frame(struct connection *connection, const uint8_t *bytes, size_t size)
{
	int code = (int8_t)bytes[0];
	size_t length = 3;
	if (code == JOINED) {
		length = entry_size(bytes + 1, size - 1);
		if (length == 0)
			return 0;
		if (tally.joined != NULL)
			tally.joined(connection, bytes + 5, length - 4, read_short(bytes + 1));
		return 1 + length;
	}
	if (code == ABSENT)
		fail("client %d: the addressee is absent", connection->number);
	if (size < length)
		return 0;
	if (code == LEFT) {
		if (tally.left != NULL)
			tally.left(connection, NULL, 0, read_short(bytes + 1));
	} else if (tally.private_frame != NULL && code != BROADCAST && code != DIRECT) {
		tally.private_frame(connection, code, read_short(bytes + 1));
	} else {
		fail("client %d: a frame with the code %d", connection->number, code);
	}
	return length;
}

static size_t consume(struct connection *connection, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	if (connection->stage != REGISTERED) {
		done = consume_list(connection, bytes, size);
		if (connection->stage != REGISTERED)
			return done;
	}
	while (done < size) {
		const uint8_t *frame = bytes + done;
		if (frame[0] == BROADCAST || frame[0] == DIRECT) {
			if (size - done < 5)
				break;
			size_t length = (size_t)read_short(frame + 3);
			if (size - done < 5 + length)
				break;
			delivered(frame + 5, length);
			done += 5 + length;
		} else {
			size_t length = consume_frame(connection, frame, size - done);
			if (length == 0)
				break;
			done += length;
		}
	}
	return done;
}

const struct protocol cosp = {
	.name = "cosp",
	.most_opening = 256,
	.has_identifiers = 1,
	.most_text = 32767,
	.hello = hello,
	.broadcast = broadcast,
	.direct = direct,
	.consume = consume,
};
