/* Private connections: who asked whom, whose sides are awaited, and the bytes, which splice(2) moves through a pipe. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server.h"

enum { PATIENCE_MS = 4000, PIPE_SIZE = 1 << 20 };

struct request {
	struct peer *requester, *addressee;
	int port;
	struct request *next;
};

struct side {
	struct peer *owner; /* whose address it comes from; NULL: has left after the side had come */
	int port;
	struct peer *peer; /* once it has come */
};

struct pair {
	struct side sides[2];
	uint64_t deadline;
	struct pair *next;
};

static struct request *requests;
static struct pair *pairs;

int take_request(struct peer *requester, struct peer *addressee)
{
	for (struct request **link = &requests; *link != NULL; link = &(*link)->next) {
		struct request *request = *link;
		if (request->requester != requester || request->addressee != addressee)
			continue;
		int port = request->port;
		*link = request->next;
		free(request);
		return port;
	}
	return -1;
}

void remember_request(struct peer *requester, struct peer *addressee, int port)
{
	struct request *request = malloc(sizeof *request);
	take_request(requester, addressee);
	*request = (struct request){requester, addressee, port, requests};
	requests = request;
}

void forget_requests(struct peer *peer)
{
	for (struct request **link = &requests; *link != NULL;) {
		struct request *request = *link;
		if (request->requester == peer || request->addressee == peer) {
			*link = request->next;
			free(request);
		} else {
			link = &request->next;
		}
	}
}

static int is_awaited(const struct side *side, uint32_t address, int port)
{
	return side->peer == NULL && side->owner->address == address && side->port == port;
}

static struct side *awaited_side(uint32_t address, int port)
{
	for (struct pair *pair = pairs; pair != NULL; pair = pair->next)
		for (int i = 0; i < 2; i++)
			if (is_awaited(&pair->sides[i], address, port))
				return &pair->sides[i];
	return NULL;
}

int await_pair(struct peer *requester, int requester_port, struct peer *accepter, int accepter_port)
{
	if (requester->address == accepter->address && requester_port == accepter_port)
		return 0;
	if (awaited_side(requester->address, requester_port) || awaited_side(accepter->address, accepter_port))
		return 0;
	struct pair *pair = malloc(sizeof *pair);
	*pair = (struct pair){.deadline = now_ms() + PATIENCE_MS, .next = pairs};
	pair->sides[0] = (struct side){requester, requester_port, NULL};
	pair->sides[1] = (struct side){accepter, accepter_port, NULL};
	pairs = pair;
	return 1;
}

static void remove_pair(struct pair *pair)
{
	struct pair **link = &pairs;
	while (*link != pair)
		link = &(*link)->next;
	*link = pair->next;
	free(pair);
}

static void give_up(struct pair *pair)
{
	for (int i = 0; i < 2; i++)
		if (pair->sides[i].peer != NULL)
			end_peer(pair->sides[i].peer);
	remove_pair(pair);
}

void forget_pairs(struct peer *owner)
{
	for (struct pair *pair = pairs, *next; pair != NULL; pair = next) {
		int will_come = 1;
		next = pair->next;
		for (int i = 0; i < 2; i++)
			if (pair->sides[i].owner == owner) {
				will_come &= pair->sides[i].peer != NULL;
				pair->sides[i].owner = NULL;
			}
		if (!will_come)
			give_up(pair);
	}
}

int expire_pairs(void)
{
	uint64_t now = now_ms(), next_deadline = UINT64_MAX;
	for (struct pair *pair = pairs, *next; pair != NULL; pair = next) {
		next = pair->next;
		if (pair->deadline > now) {
			next_deadline = pair->deadline < next_deadline ? pair->deadline : next_deadline;
			continue;
		}
		give_up(pair);
	}
	return pairs == NULL ? -1 : (int)(next_deadline - now);
}

static void open_pipe(struct peer *peer)
{
	if (pipe2(peer->pipe, O_NONBLOCK | O_CLOEXEC) < 0) {
		peer->pipe[0] = peer->pipe[1] = -1;
		end_peer(peer);
		return;
	}
	fcntl(peer->pipe[1], F_SETPIPE_SZ, PIPE_SIZE); /* where the system allows it */
}

struct peer *arrive(int fd, uint32_t address, int port)
{
	struct side *side = pairs == NULL ? NULL : awaited_side(address, port);
	if (side == NULL)
		return NULL;
	struct pair *pair = pairs;
	while (side != &pair->sides[0] && side != &pair->sides[1])
		pair = pair->next;
	/* Until the other has come, what this one sends stays in its socket. */
	struct peer *peer = side->peer = new_peer(fd, AWAITED, address);
	struct peer *other = pair->sides[side == &pair->sides[0]].peer;
	if (other == NULL)
		return peer;
	peer->other = other;
	other->other = peer;
	peer->kind = other->kind = RELAYED;
	remove_pair(pair);
	open_pipe(peer);
	open_pipe(other);
	watch(other, EPOLLIN);
	watch(peer, EPOLLIN);
	return peer;
}

/* What each side waits for: bytes while its pipe is empty, room while the other's pipe is not. */
static void watch_side(struct peer *peer)
{
	uint32_t events = peer->piped == 0 && !peer->has_ended ? (uint32_t)EPOLLIN : 0;
	if (peer->other->piped > 0)
		events |= EPOLLOUT;
	watch(peer, events);
}

/* A reset: what is in the pipe still arrives, as after an orderly end. */
static int is_ended(ssize_t moved)
{
	return moved == 0 || (moved < 0 && errno != EAGAIN);
}

static void pump(struct peer *from, int may_read)
{
	struct peer *to = from->other;
	if (may_read && from->piped == 0 && !from->has_ended) {
		ssize_t moved = splice(from->fd, NULL, from->pipe[1], NULL, PIPE_SIZE, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
		if (moved > 0)
			from->piped = (size_t)moved;
		from->has_ended = (char)is_ended(moved);
	}
	while (from->piped > 0) {
		ssize_t moved =
			splice(from->pipe[0], NULL, to->fd, NULL, from->piped, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
		if (moved < 0 && errno != EAGAIN) {
			end_peer(from);
			end_peer(to);
			return;
		}
		if (moved <= 0)
			break;
		from->piped -= (size_t)moved;
	}
	if (from->has_ended && from->piped == 0 && !from->is_shut) {
		from->is_shut = 1;
		shutdown(to->fd, SHUT_WR);
	}
}

void carry(struct peer *peer, int is_readable)
{
	struct peer *other = peer->other;
	if (other == NULL)
		return;
	pump(peer, is_readable);
	if (other->piped > 0)
		pump(other, 0);
	if (peer->is_ending)
		return;
	if (peer->is_shut && other->is_shut) {
		end_peer(peer);
		end_peer(other);
		return;
	}
	watch_side(peer);
	watch_side(other);
}
