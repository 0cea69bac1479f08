/* Connections and the event loop. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { MOST_EVENTS = 1024, MOST_DESCRIPTORS = 1 << 20, SOURCES = 200 };

uint8_t shared_buffer[SHARED_ROOM + 65536];

static int epoll = -1;
static struct epoll_event events[MOST_EVENTS];
static struct connection *closed_connections;
static int event_count;
/* Who a descriptor belongs to; an entry of another kind is called with the descriptor. */
static struct connection *by_descriptor[MOST_DESCRIPTORS];
static void (*action_of[MOST_DESCRIPTORS])(int fd);

static void control(int operation, int fd, uint32_t wanted)
{
	struct epoll_event event = {.events = wanted, .data.fd = fd};
	if (epoll < 0)
		epoll = epoll_create1(EPOLL_CLOEXEC);
	if (epoll_ctl(epoll, operation, fd, &event) < 0)
		fail("epoll_ctl: %s", strerror(errno));
}

uint32_t next_source(void)
{
	static uint32_t next;
	return (INADDR_LOOPBACK & 0xffffff00) + 2 + next++ % SOURCES; /* 127.0.0.2 and up */
}

struct connection *adopt_socket(int fd, const struct behaviour *behaviour)
{
	int yes = 1;
	struct connection *connection = calloc(1, sizeof *connection);
	if (connection == NULL || fd >= MOST_DESCRIPTORS)
		fail("no room for another connection");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	connection->fd = fd;
	connection->behaviour = behaviour;
	connection->is_connected = 1;
	by_descriptor[fd] = connection;
	control(EPOLL_CTL_ADD, fd, EPOLLIN);
	return connection;
}

struct connection *open_connection(int number, const char *name, const struct behaviour *behaviour, int port)
{
	struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(next_source())};
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int yes = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		fail("socket: %s", strerror(errno));
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&from, sizeof from) < 0)
		fail("bind: %s", strerror(errno));
	if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)
		fail("connect: %s", strerror(errno));
	struct connection *connection = adopt_socket(fd, behaviour);
	connection->is_connected = 0;
	connection->number = number;
	connection->name = name;
	want_room(connection, 1);
	return connection;
}

void want_room(struct connection *connection, int wants)
{
	if (connection->wants_room == wants)
		return;
	connection->wants_room = (char)wants;
	control(EPOLL_CTL_MOD, connection->fd, EPOLLIN | (wants ? (uint32_t)EPOLLOUT : 0));
}

void watch_descriptor(int fd, void (*action)(int fd))
{
	action_of[fd] = action;
	control(EPOLL_CTL_ADD, fd, EPOLLIN);
}

static void lost(struct connection *connection, const char *why)
{
	if (connection->behaviour->closed == NULL)
		fail("client %d: the server has ended the connection (%s)", connection->number, why);
	connection->behaviour->closed(connection);
}

static void keep(uint8_t **buffer, size_t *room, size_t size)
{
	if (size <= *room)
		return;
	*room = size * 2;
	*buffer = realloc(*buffer, *room);
	if (*buffer == NULL)
		fail("out of memory");
}

void send_bytes(struct connection *connection, const void *bytes, size_t size)
{
	ssize_t sent = 0;
	if (connection->unsent_size == 0) {
		sent = send(connection->fd, bytes, size, MSG_NOSIGNAL);
		if (sent < 0 && errno != EAGAIN) {
			lost(connection, strerror(errno));
			return;
		}
		if (sent < 0)
			sent = 0;
		if ((size_t)sent == size)
			return;
	}
	size -= (size_t)sent;
	keep(&connection->unsent, &connection->unsent_room, connection->unsent_size + size);
	memcpy(connection->unsent + connection->unsent_size, (const uint8_t *)bytes + sent, size);
	connection->unsent_size += size;
	want_room(connection, 1);
}

void become_ready(struct connection *connection)
{
	connection->is_ready = 1;
	if (connection->behaviour->ready != NULL)
		connection->behaviour->ready(connection);
}

void close_connection(struct connection *connection)
{
	by_descriptor[connection->fd] = NULL;
	/* What has come for it in this turn is not for the next one with its number. */
	for (int i = 0; i < event_count; i++)
		if (events[i].data.fd == connection->fd)
			events[i].events = 0;
	close(connection->fd);
	/* Its frames may still be under way through the protocol; freed at the end of the turn. */
	connection->next_closed = closed_connections;
	closed_connections = connection;
}

static void free_closed(void)
{
	while (closed_connections != NULL) {
		struct connection *connection = closed_connections;
		closed_connections = connection->next_closed;
		free(connection->partial);
		free(connection->unsent);
		free(connection);
	}
}

static void say_hello(struct connection *connection)
{
	uint8_t hello[4096];
	int error = 0;
	socklen_t size = sizeof error;
	getsockopt(connection->fd, SOL_SOCKET, SO_ERROR, &error, &size);
	if (error != 0)
		fail("connect: %s", strerror(error));
	connection->is_connected = 1;
	want_room(connection, 0);
	send_bytes(connection, hello, options.protocol->hello(connection, hello));
}

static void on_room(struct connection *connection)
{
	if (!connection->is_connected) {
		say_hello(connection);
		return;
	}
	if (connection->unsent_size > 0) {
		size_t size = connection->unsent_size;
		ssize_t sent = send(connection->fd, connection->unsent, size, MSG_NOSIGNAL);
		if (sent < 0)
			return; /* the reading side tells why */
		connection->unsent_size -= (size_t)sent;
		memmove(connection->unsent, connection->unsent + sent, connection->unsent_size);
		if (connection->unsent_size > 0)
			return;
	}
	if (connection->behaviour->writable != NULL)
		connection->behaviour->writable(connection); /* it says whether it wants more */
	else
		want_room(connection, 0);
}

static void on_readable(struct connection *connection)
{
	size_t had = connection->partial_size;
	if (had > 0)
		memcpy(shared_buffer, connection->partial, had);
	ssize_t got = recv(connection->fd, shared_buffer + had, SHARED_ROOM - had, 0);
	if (got <= 0) {
		if (got == 0 || errno != EAGAIN)
			lost(connection, got == 0 ? "closed" : strerror(errno));
		return;
	}
	if (tally.is_timed)
		tally.now = now_ns();
	int fd = connection->fd;
	size_t size = had + (size_t)got;
	size_t done = options.protocol->consume(connection, shared_buffer, size);
	if (by_descriptor[fd] != connection)
		return; /* closed meanwhile */
	connection->partial_size = size - done;
	if (done == size)
		return;
	keep(&connection->partial, &connection->partial_room, size - done);
	memcpy(connection->partial, shared_buffer + done, size - done);
}

double idle_cpu_seconds;

/* Whoever wakes a sleeper pays for that: a server of which the generator waits longer would seem the slower for it. */
static int poll_awake(int milliseconds)
{
	int count = epoll_wait(epoll, events, MOST_EVENTS, 0);
	if (count != 0 || milliseconds == 0)
		return count;
	double before = own_cpu_seconds();
	uint64_t from = now_ns();
	do
		count = epoll_wait(epoll, events, MOST_EVENTS, 0);
	while (count == 0 && (milliseconds < 0 || now_ns() - from < (uint64_t)milliseconds * 1000000));
	idle_cpu_seconds += own_cpu_seconds() - before;
	return count;
}

void turn(int milliseconds)
{
	event_count = options.is_awake ? poll_awake(milliseconds) : epoll_wait(epoll, events, MOST_EVENTS, milliseconds);
	for (int i = 0; i < event_count; i++) {
		int fd = events[i].data.fd;
		struct connection *connection = by_descriptor[fd];
		if (connection == NULL) {
			if (events[i].events != 0 && action_of[fd] != NULL)
				action_of[fd](fd);
			continue;
		}
		if (events[i].events & EPOLLOUT)
			on_room(connection);
		if (by_descriptor[fd] != connection || !(events[i].events & ~(uint32_t)EPOLLOUT))
			continue;
		if (connection->behaviour->readable != NULL)
			connection->behaviour->readable(connection);
		else
			on_readable(connection);
	}
	event_count = 0;
	free_closed();
}
