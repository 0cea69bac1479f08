/* Growing buffers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server.h"

void reserve(struct buffer *buffer, size_t more)
{
	if (buffer->size + more <= buffer->room)
		return;
	buffer->room = (buffer->size + more) * 2;
	buffer->bytes = realloc(buffer->bytes, buffer->room);
	if (buffer->bytes == NULL) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
}

void append(struct buffer *buffer, const void *bytes, size_t size)
{
	if (size == 0)
		return;
	reserve(buffer, size);
	memcpy(buffer->bytes + buffer->size, bytes, size);
	buffer->size += size;
}

void append_byte(struct buffer *buffer, int value)
{
	reserve(buffer, 1);
	buffer->bytes[buffer->size++] = (uint8_t)value;
}

void append_short(struct buffer *buffer, int value)
{
	append_byte(buffer, value >> 8);
	append_byte(buffer, value);
}

void release(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){0};
}
