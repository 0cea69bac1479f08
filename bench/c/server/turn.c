/*
 * What is sent at the end of a turn. Most members get the whole log in one send(2), the same memory for all. A sender,
 * who must not get its own, and whoever got a letter have a list of slices instead, for one writev(2).
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "server.h"

enum { MOST_UNSENT = 32 << 20, MOST_SLICES = 1024 };

struct buffer turn_log;

static struct buffer letters;
static size_t letter_start;
static uint64_t this_turn = 1;
static struct peer **touched;
static size_t touched_count, touched_room;

static void touch(struct peer *peer)
{
	if (peer->turn == this_turn)
		return;
	peer->turn = this_turn;
	peer->cursor = 0;
	peer->slice_count = 0;
	if (touched_count == touched_room) {
		touched_room = touched_room * 2 + 64;
		touched = realloc(touched, touched_room * sizeof *touched);
	}
	touched[touched_count++] = peer;
}

static void add_slice(struct peer *peer, size_t start, size_t end, int is_letter)
{
	if (start == end)
		return;
	struct slice *last = peer->slice_count > 0 ? &peer->slices[peer->slice_count - 1] : NULL;
	if (last != NULL && last->is_letter == is_letter && last->start + last->size == start) {
		last->size += (uint32_t)(end - start);
		return;
	}
	if (peer->slice_count == peer->slice_room) {
		peer->slice_room = peer->slice_room * 2 + 4;
		peer->slices = realloc(peer->slices, peer->slice_room * sizeof *peer->slices);
	}
	peer->slices[peer->slice_count++] = (struct slice){(uint32_t)start, (uint32_t)(end - start), is_letter};
}

void exclude_from_log(struct peer *author, size_t start)
{
	touch(author);
	add_slice(author, author->cursor, start, 0);
	author->cursor = turn_log.size;
}

struct buffer *begin_letter(struct peer *peer)
{
	touch(peer);
	if (peer->is_registered) {
		add_slice(peer, peer->cursor, turn_log.size, 0);
		peer->cursor = turn_log.size;
	}
	letter_start = letters.size;
	return &letters;
}

void end_letter(struct peer *peer)
{
	add_slice(peer, letter_start, letters.size, 1);
}

void begin_member(struct peer *peer)
{
	touch(peer);
	peer->cursor = turn_log.size;
}

static void keep(struct peer *peer, const struct iovec *pieces, int count, size_t skip)
{
	for (int i = 0; i < count; i++) {
		size_t gone = skip < pieces[i].iov_len ? skip : pieces[i].iov_len;
		append(&peer->unsent, (uint8_t *)pieces[i].iov_base + gone, pieces[i].iov_len - gone);
		skip -= gone;
	}
	if (peer->unsent.size > MOST_UNSENT)
		end_peer(peer); /* it does not read */
	else if (!peer->wants_room && !peer->is_ending)
		watch(peer, EPOLLIN | EPOLLOUT);
}

static void send_pieces(struct peer *peer, struct iovec *pieces, int count)
{
	ssize_t sent = 0;
	size_t size = 0;
	for (int i = 0; i < count; i++)
		size += pieces[i].iov_len;
	if (size == 0 || peer->is_ending)
		return;
	if (peer->unsent.size == 0) {
		struct msghdr message = {.msg_iov = pieces, .msg_iovlen = (size_t)count};
		sent = count == 1 ? send(peer->fd, pieces->iov_base, size, MSG_NOSIGNAL)
				  : sendmsg(peer->fd, &message, MSG_NOSIGNAL);
		if (sent < 0 && errno != EAGAIN) {
			end_peer(peer);
			return;
		}
		if (sent < 0)
			sent = 0;
	}
	if ((size_t)sent < size)
		keep(peer, pieces, count, (size_t)sent);
}

static void send_slices(struct peer *peer)
{
	static struct iovec pieces[MOST_SLICES];
	int count = 0;
	if (peer->is_registered)
		add_slice(peer, peer->cursor, turn_log.size, 0);
	for (size_t i = 0; i < peer->slice_count; i++) {
		const struct slice *slice = &peer->slices[i];
		pieces[count].iov_base = (slice->is_letter ? letters.bytes : turn_log.bytes) + slice->start;
		pieces[count++].iov_len = slice->size;
		if (count == MOST_SLICES) {
			send_pieces(peer, pieces, count);
			count = 0;
		}
	}
	send_pieces(peer, pieces, count);
	peer->slice_count = 0;
}

void end_turn(void)
{
	for (size_t i = 0; i < touched_count; i++)
		if (touched[i] != NULL)
			send_slices(touched[i]);
	/* Who is ended here is announced behind this turn (bury). */
	for (size_t i = 0; turn_log.size > 0 && i < member_count; i++) {
		struct iovec whole = {turn_log.bytes, turn_log.size};
		if (members[i]->turn != this_turn)
			send_pieces(members[i], &whole, 1);
	}
	touched_count = 0;
	turn_log.size = 0;
	letters.size = 0;
	this_turn++;
}

void forget_touched(struct peer *peer)
{
	for (size_t i = 0; peer->turn == this_turn && i < touched_count; i++)
		if (touched[i] == peer)
			touched[i] = NULL;
}

void flush_unsent(struct peer *peer)
{
	ssize_t sent = send(peer->fd, peer->unsent.bytes, peer->unsent.size, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN)
		end_peer(peer);
	if (sent <= 0)
		return;
	size_t left = peer->unsent.size - (size_t)sent;
	struct buffer rest = {0};
	append(&rest, peer->unsent.bytes + sent, left);
	release(&peer->unsent);
	peer->unsent = rest;
	if (left == 0)
		watch(peer, EPOLLIN);
}
