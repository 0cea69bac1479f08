/*
 * Relay: pairs of connections that the server joins, one of each pair sending as fast as it can, the other counting.
 * With COSP they are private connections: two chat clients agree, and bind the ports that they have declared. With any
 * other server the far side is this process itself, which listens on `target_port`.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { REQUEST = 2, ACCEPT = 3, REQUESTED = 4, ACCEPTED = 5, ESTABLISHED = 6, CHUNK = 1 << 18 };

/* A chat client and its side of the private connection, bound before it is connected. */
struct side {
	struct connection *chat;
	uint32_t address;
	int fd, is_requester;
};

static uint8_t chunk[CHUNK];
static uint64_t sent_bytes, got_bytes;
static int is_sending = 1;
static int open_ends;

/* One write for each event, so that reading has its turn. */
static void on_room(struct connection *connection)
{
	want_room(connection, is_sending);
	if (!is_sending)
		return;
	ssize_t sent = send(connection->fd, chunk, CHUNK, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN)
		fail("relay: %s", strerror(errno));
	if (sent > 0)
		sent_bytes += (uint64_t)sent;
}

static void on_bytes(struct connection *connection)
{
	ssize_t got = recv(connection->fd, shared_buffer, SHARED_ROOM, 0);
	if (got == 0 || (got < 0 && errno != EAGAIN))
		fail("relay: the server has ended a connection");
	if (got > 0)
		got_bytes += (uint64_t)got;
}

static const struct behaviour sending = {.readable = on_bytes, .writable = on_room};
static const struct behaviour receiving = {.readable = on_bytes};

static int bound_socket(uint32_t address, int *port)
{
	struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(address)};
	socklen_t size = sizeof here;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&here, size) < 0)
		fail("bind: %s", strerror(errno));
	getsockname(fd, (struct sockaddr *)&here, &size);
	*port = ntohs(here.sin_port);
	return fd;
}

static void connect_end(int fd, int port, int is_sender)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
		fail("connect: %s", strerror(errno));
	fcntl(fd, F_SETFL, O_NONBLOCK);
	struct connection *end = adopt_socket(fd, is_sender ? &sending : &receiving);
	open_ends++;
	if (is_sender)
		want_room(end, 1);
}

/* --- COSP --- */

static void declare(struct side *side, int code, int id)
{
	uint8_t frame[7] = {(uint8_t)code};
	struct sockaddr_in here;
	socklen_t size = sizeof here;
	int port;
	getsockname(side->chat->fd, (struct sockaddr *)&here, &size);
	side->fd = bound_socket(ntohl(here.sin_addr.s_addr), &port);
	write_short(frame + 1, 0);
	write_short(frame + 3, port);
	write_short(frame + 5, id);
	send_bytes(side->chat, frame, sizeof frame);
}

static void on_private_frame(struct connection *chat, int code, int id)
{
	struct side *side = chat->own;
	if (code == REQUESTED)
		declare(side, ACCEPT, id);
	else if (code == ACCEPTED || code == ESTABLISHED)
		connect_end(side->fd, options.port, side->is_requester);
	else
		fail("relay: a frame with the code %d", code);
}

static const struct behaviour chatting = {0};

static void open_private_connections(void)
{
	int count = 2 * options.pairs;
	struct side *sides = calloc((size_t)count, sizeof *sides);
	tally.private_frame = on_private_frame;
	struct connection **clients = open_named_clients(count, &chatting);
	for (int i = 0; i < count; i++) {
		sides[i].chat = clients[i];
		sides[i].is_requester = i < options.pairs;
		clients[i]->own = &sides[i];
	}
	for (int i = 0; i < options.pairs; i++)
		declare(&sides[i], REQUEST, clients[options.pairs + i]->id);
}

/* --- any other relay --- */

static void accept_end(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return;
	adopt_socket(fd, &receiving);
	open_ends++;
}

static void open_plain_pairs(void)
{
	struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options.target_port)};
	int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 1024) < 0)
		fail("cannot listen on port %d: %s", options.target_port, strerror(errno));
	watch_descriptor(listener, accept_end);
	for (int i = 0; i < options.pairs; i++) {
		int port;
		connect_end(bound_socket(INADDR_LOOPBACK, &port), options.port, 1);
		while (open_ends < 2 * (i + 1))
			turn(100);
	}
}

static void run_until(uint64_t end)
{
	while (now_ns() < end)
		turn(100);
}

void play_relay(void)
{
	uint64_t end = now_ns() + (uint64_t)(options.patience * 1e9);
	if (options.target_port > 0)
		open_plain_pairs();
	else
		open_private_connections();
	while (open_ends < 2 * options.pairs && now_ns() < end)
		turn(100);
	if (open_ends < 2 * options.pairs)
		fail("only %d of %d ends were connected", open_ends, 2 * options.pairs);
	run_until(now_ns() + (uint64_t)(options.warm_up * 1e9));
	uint64_t before = got_bytes;
	begin_interval();
	run_until(now_ns() + (uint64_t)(options.seconds * 1e9));
	struct interval interval = end_interval();
	uint64_t measured = got_bytes - before;
	is_sending = 0;
	end = now_ns() + (uint64_t)(options.patience * 1e9);
	while (got_bytes < sent_bytes && now_ns() < end)
		turn(100);
	printf("{\"bytes\":%llu,\"expected\":%llu,\"delivered\":%llu,", (unsigned long long)measured,
	       (unsigned long long)sent_bytes, (unsigned long long)got_bytes);
	print_interval(&interval);
	printf("}\n");
}
