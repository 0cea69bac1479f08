/* MQTT 3.1.1 with QoS 0. Everybody subscribes to one topic, and to one of its own for messages to it alone. */
#include <string.h>

#include "load.h"

enum { CONNACK = 2, PUBLISH = 3, SUBACK = 9, PINGRESP = 13 };

static size_t write_string(uint8_t *out, const char *text)
{
	size_t size = strlen(text);
	write_short(out, (int)size);
	memcpy(out + 2, text, size);
	return 2 + size;
}

/* A packet's type and its remaining length, seven bits a byte. */
static size_t write_head(uint8_t *out, int first, size_t length)
{
	size_t size = 0;
	out[size++] = (uint8_t)first;
	do {
		out[size++] = (uint8_t)((length & 127) | (length > 127 ? 128 : 0));
		length >>= 7;
	} while (length > 0);
	return size;
}

static size_t hello(const struct connection *connection, uint8_t *out)
{
	static const uint8_t clean_session[] = {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0};
	uint8_t body[256];
	size_t size = sizeof clean_session;
	memcpy(body, clean_session, size);
	size += write_string(body + size, connection->name);
	size_t done = write_head(out, 0x10, size);
	memcpy(out + done, body, size);
	done += size;
	write_short(body, 1); /* packet identifier */
	size = 2;
	size += write_string(body + size, EVERYBODYS_TOPIC);
	body[size++] = 0;
	size += write_string(body + size, connection->name);
	body[size++] = 0;
	done += write_head(out + done, 0x82, size);
	memcpy(out + done, body, size);
	return done + size;
}

static size_t publish(uint8_t *out, const char *topic, const uint8_t *text, size_t size)
{
	size_t done = write_head(out, PUBLISH << 4, 2 + strlen(topic) + size);
	done += write_string(out + done, topic);
	memcpy(out + done, text, size);
	return done + size;
}

static void handle(struct connection *connection, int type, const uint8_t *body, size_t size)
{
	if (type == PUBLISH) {
		size_t topic = 2 + (size_t)read_short(body);
		if (topic > size)
			fail("client %d: a broken PUBLISH", connection->number);
		delivered(body + topic, size - topic);
	} else if (type == SUBACK) {
		become_ready(connection);
	} else if (type == CONNACK) {
		if (body[1] != 0)
			fail("%s is refused", connection->name);
	} else if (type != PINGRESP) {
		fail("client %d: a packet of the type %d", connection->number, type);
	}
}

static size_t consume(struct connection *connection, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	while (size - done >= 2) {
		const uint8_t *packet = bytes + done;
		size_t length = 0, head = 1;
		int shift = 0;
		do {
			if (head >= size - done)
				return done;
			length |= (size_t)(packet[head] & 127) << shift;
			shift += 7;
		} while (packet[head++] & 128);
		if (size - done < head + length)
			break;
		handle(connection, packet[0] >> 4, packet + head, length);
		done += head + length;
	}
	return done;
}

const struct protocol mqtt = {
	.name = "mqtt",
	.is_echoing = 1,
	.most_opening = 64,
	.most_text = 32767,
	.hello = hello,
	.publish = publish,
	.consume = consume,
};
