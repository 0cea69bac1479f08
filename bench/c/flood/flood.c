/*
 * What the load generator can count at most: no server at all. It registers whoever comes, tells nobody of anybody, and
 * from the first message on sends copies of it to all connections as fast as they take them, without looking at
 * anything else that is sent.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "descriptors.h"

enum { MOST_EVENTS = 1024, MOST_CONNECTIONS = 65536, BLOCK = 1 << 16 };

static int epoll, listener;
static int connections[MOST_CONNECTIONS], connection_count;
static char is_registered[MOST_CONNECTIONS];
static size_t sent_of_block[MOST_CONNECTIONS]; /* by descriptor */
static uint8_t block[BLOCK];
static size_t block_size; /* 0: the flood has not begun */

static void watch(int operation, int fd, uint32_t wanted)
{
	struct epoll_event event = {.events = wanted, .data.fd = fd};
	epoll_ctl(epoll, operation, fd, &event);
}

static void accept_all(void)
{
	int fd;
	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		if (fd >= MOST_CONNECTIONS || connection_count == MOST_CONNECTIONS) {
			close(fd);
			continue;
		}
		is_registered[fd] = 0;
		sent_of_block[fd] = 0;
		connections[connection_count++] = fd;
		watch(EPOLL_CTL_ADD, fd, EPOLLIN);
	}
}

/* A request (0, size, text) becomes as many responses (2, identifier, size, text) as the block holds. */
static void begin_flood(const uint8_t *request, size_t size)
{
	uint8_t response[BLOCK] = {2, 0, 0};
	size_t length = (size_t)(request[1] << 8 | request[2]);
	if (size < 3 + length)
		return;
	memcpy(response + 3, request + 1, 2 + length);
	while (block_size + 5 + length <= BLOCK) {
		memcpy(block + block_size, response, 5 + length);
		block_size += 5 + length;
	}
	for (int i = 0; i < connection_count; i++)
		watch(EPOLL_CTL_MOD, connections[i], EPOLLIN | EPOLLOUT);
}

static void end_connection(int fd)
{
	for (int i = 0; i < connection_count; i++)
		if (connections[i] == fd)
			connections[i--] = connections[--connection_count];
	close(fd);
}

static void read_from(int fd)
{
	static const uint8_t nobody_else[] = {0, 0, 0};
	static uint8_t bytes[BLOCK];
	ssize_t got = recv(fd, bytes, sizeof bytes, 0);
	if (got == 0 || (got < 0 && errno != EAGAIN)) {
		end_connection(fd);
	} else if (got > 0 && !is_registered[fd]) {
		is_registered[fd] = 1;
		if (send(fd, nobody_else, sizeof nobody_else, MSG_NOSIGNAL) < 0)
			end_connection(fd);
	} else if (got >= 3 && block_size == 0) {
		begin_flood(bytes, (size_t)got);
	}
}

static void write_to(int fd)
{
	size_t done = sent_of_block[fd];
	ssize_t sent = send(fd, block + done, block_size - done, MSG_NOSIGNAL);
	if (sent > 0)
		sent_of_block[fd] = (done + (size_t)sent) % block_size;
}

static void start(const char *port)
{
	raise_descriptor_limit();
	epoll = epoll_create1(EPOLL_CLOEXEC);
	listener = listen_on_loopback(port);
	watch(EPOLL_CTL_ADD, listener, EPOLLIN);
}

int main(int count, char **arguments)
{
	static struct epoll_event events[MOST_EVENTS];
	if (count != 2) {
		fputs("usage: flood PORT\n", stderr);
		return 2;
	}
	start(arguments[1]);
	for (;;) {
		int ready = epoll_wait(epoll, events, MOST_EVENTS, -1);
		for (int i = 0; i < ready; i++) {
			int fd = events[i].data.fd;
			if (fd == listener)
				accept_all();
			else if (events[i].events & ~(uint32_t)EPOLLOUT)
				read_from(fd);
			else
				write_to(fd);
		}
	}
}
