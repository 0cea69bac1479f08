/* A message as the protocol has it: to a topic where there are such, else in words of its own. */
#include "load.h"

size_t encode_broadcast(const struct connection *sender, uint8_t *out, const uint8_t *text, size_t size)
{
	const struct protocol *protocol = options.protocol;
	if (protocol->publish != NULL)
		return protocol->publish(out, EVERYBODYS_TOPIC, text, size);
	return protocol->broadcast(sender, out, text, size);
}

size_t encode_direct(const struct connection *sender, const struct connection *to, uint8_t *out,
		     const uint8_t *text, size_t size)
{
	const struct protocol *protocol = options.protocol;
	if (protocol->publish != NULL)
		return protocol->publish(out, to->name, text, size);
	return protocol->direct(sender, to, out, text, size);
}
