/*
 * The limit that the bench measures servers against: a minimal COSP server in C. One thread, epoll, and batching: all
 * that goes to everybody in one turn of the loop is appended to one log; at the turn's end each member gets one write
 * of what it has not seen of it. Only what the protocol needs; no limits but the one on bytes that wait for a client.
 */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <stddef.h>
#include <stdint.h>

enum kind { CHAT, AWAITED, RELAYED };

/* Bytes of a member's turn: of the log, or of the letters that went to single members. */
struct slice {
	uint32_t start, size;
	int is_letter;
};

struct buffer {
	uint8_t *bytes;
	size_t size, room;
};

struct peer {
	int fd;
	enum kind kind;
	char is_registered, is_ending, is_watched, wants_room;
	uint32_t address; /* host order */
	/* Chat clients. */
	int id;
	size_t place; /* in members */
	struct buffer name, partial, unsent;
	struct peer *next_of_name;
	/* What the member has of this turn: everything of the log before `cursor`, in slices. */
	uint64_t turn;
	size_t cursor;
	struct slice *slices;
	size_t slice_count, slice_room;
	/* Sides of a private connection; see relay.c. */
	struct peer *other;
	int pipe[2]; /* what has come from here and has not gone to the other */
	size_t piped;
	char has_ended, is_shut;
};

/* --- buffer.c --- */
void reserve(struct buffer *, size_t more);
void append(struct buffer *, const void *bytes, size_t size);
void append_short(struct buffer *, int value);
void append_byte(struct buffer *, int value);
void release(struct buffer *);

/* --- roster.c: who is registered --- */
extern struct peer **members;
extern size_t member_count;
/* False: the name is in use. */
int enter_roster(struct peer *, const uint8_t *name, size_t size);
void leave_roster(struct peer *);
struct peer *member_by_id(int id);

/* --- turn.c: what is sent at the end of a turn --- */
/* Frames for everybody go to the log; the author of [start, end of the log) is told nothing of them. */
extern struct buffer turn_log;
void exclude_from_log(struct peer *author, size_t start);
/* A letter: bytes for one. Frames are appended to the buffer between the two calls. */
struct buffer *begin_letter(struct peer *);
void end_letter(struct peer *);
/* A newcomer sees the log from here on. */
void begin_member(struct peer *);
void end_turn(void);
void flush_unsent(struct peer *);
void forget_touched(struct peer *);

/* --- frames.c: what clients ask for --- */
/* Returns the bytes that it has done with, or -1 for a frame that cannot be. */
long handle_bytes(struct peer *, const uint8_t *bytes, size_t size);
void announce_departure(struct peer *);

/* --- relay.c: private connections --- */
void remember_request(struct peer *requester, struct peer *addressee, int port);
/* Port that the requester declared, or -1: nobody asked. */
int take_request(struct peer *requester, struct peer *addressee);
void forget_requests(struct peer *);
/* False: the ports cannot tell the two apart. */
int await_pair(struct peer *requester, int requester_port, struct peer *accepter, int accepter_port);
/* A client has left: its sides that have not come will not come any more. */
void forget_pairs(struct peer *);
/* A new connection: the side that is awaited from there, made a peer of it; or NULL. */
struct peer *arrive(int fd, uint32_t address, int port);
void carry(struct peer *, int is_readable);
/* Gives up pairs whose sides have not come in time; returns the ms until the next one, -1: there is none. */
int expire_pairs(void);

/* --- server.c --- */
struct peer *new_peer(int fd, enum kind, uint32_t address);
void watch(struct peer *, uint32_t events);
/* Closes at the end of the turn. */
void end_peer(struct peer *);
uint64_t now_ms(void);

static inline int short_at(const uint8_t *bytes)
{
	return (int16_t)(bytes[0] << 8 | bytes[1]);
}

#endif
