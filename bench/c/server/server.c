/* The event loop: accepts, reads, and ends turns. */
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
#include <time.h>
#include <unistd.h>

#include "descriptors.h"
#include "server.h"

enum { MOST_EVENTS = 1024, READ_SIZE = 1 << 18 };

static int epoll, listener;
static uint8_t shared[READ_SIZE + 65536];
static struct peer **ending;
static size_t ending_count, ending_room;

uint64_t now_ms(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

struct peer *new_peer(int fd, enum kind kind, uint32_t address)
{
	struct peer *peer = calloc(1, sizeof *peer);
	int yes = 1;
	if (peer == NULL)
		exit(1);
	*peer = (struct peer){.fd = fd, .kind = kind, .address = address, .id = -1, .pipe = {-1, -1}};
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (kind == CHAT)
		watch(peer, EPOLLIN);
	return peer;
}

void watch(struct peer *peer, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.ptr = peer};
	peer->wants_room = (events & EPOLLOUT) != 0;
	epoll_ctl(epoll, peer->is_watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, peer->fd, &event);
	peer->is_watched = 1;
}

void end_peer(struct peer *peer)
{
	if (peer->is_ending)
		return;
	peer->is_ending = 1;
	if (ending_count == ending_room) {
		ending_room = ending_room * 2 + 64;
		ending = realloc(ending, ending_room * sizeof *ending);
	}
	ending[ending_count++] = peer;
}

static void free_peer(struct peer *peer)
{
	forget_touched(peer);
	close(peer->fd);
	if (peer->pipe[0] >= 0) {
		close(peer->pipe[0]);
		close(peer->pipe[1]);
	}
	release(&peer->name);
	release(&peer->partial);
	release(&peer->unsent);
	free(peer->slices);
	free(peer);
}

static void accept_all(void)
{
	struct sockaddr_in from;
	for (;;) {
		socklen_t size = sizeof from;
		int fd = accept4(listener, (struct sockaddr *)&from, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0)
			return;
		uint32_t address = ntohl(from.sin_addr.s_addr);
		if (arrive(fd, address, ntohs(from.sin_port)) == NULL)
			new_peer(fd, CHAT, address);
	}
}

/* Those who have ended leave; the others hear of it at the end of the next turn, which follows at once. */
static int bury(void)
{
	int departures = 0;
	if (ending_count > 0)
		accept_all(); /* sides that they have opened before they left */
	for (size_t i = 0; i < ending_count; i++)
		if (ending[i]->is_registered) {
			forget_requests(ending[i]);
			forget_pairs(ending[i]);
			leave_roster(ending[i]);
			announce_departure(ending[i]);
			departures++;
		}
	for (size_t i = 0; i < ending_count; i++)
		free_peer(ending[i]);
	ending_count = 0;
	return departures;
}

static void read_chat(struct peer *peer)
{
	size_t had = peer->partial.size;
	if (had > 0)
		memcpy(shared, peer->partial.bytes, had);
	ssize_t got = recv(peer->fd, shared + had, READ_SIZE, 0);
	if (got < 0 && errno == EAGAIN)
		return;
	long done = got <= 0 ? -1 : handle_bytes(peer, shared, had + (size_t)got);
	if (done < 0) {
		end_peer(peer);
		return;
	}
	size_t left = had + (size_t)got - (size_t)done;
	peer->partial.size = 0;
	if (left > 0)
		append(&peer->partial, shared + done, left);
	else if (had > 0)
		release(&peer->partial);
}

static void on_event(struct peer *peer, uint32_t events)
{
	if (peer->is_ending)
		return;
	if (peer->kind == RELAYED) {
		carry(peer, (events & ~(uint32_t)EPOLLOUT) != 0);
		return;
	}
	if (events & EPOLLOUT)
		flush_unsent(peer);
	if ((events & ~(uint32_t)EPOLLOUT) && !peer->is_ending)
		read_chat(peer);
}

static void start(const char *port)
{
	raise_descriptor_limit();
	epoll = epoll_create1(EPOLL_CLOEXEC);
	listener = listen_on_loopback(port);
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
	epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
}

int main(int count, char **arguments)
{
	static struct epoll_event events[MOST_EVENTS];
	if (count != 2) {
		fputs("usage: server PORT\n", stderr);
		return 2;
	}
	start(arguments[1]);
	int departures = 0;
	for (;;) {
		int wait = expire_pairs();
		int ready = epoll_wait(epoll, events, MOST_EVENTS, departures > 0 || ending_count > 0 ? 0 : wait);
		for (int i = 0; i < ready; i++)
			if (events[i].data.ptr == NULL)
				accept_all();
			else
				on_event(events[i].data.ptr, events[i].events);
		end_turn();
		departures = bury();
	}
}
