/*
 * The load generator of the bench: one thread, epoll, non-blocking sockets, big reads. It speaks each protocol through
 * the small interface `struct protocol`, plays one scenario against one server, and prints what it measured as JSON.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MOST_SENDERS = 65536,
	SENDER_DIGITS = 3, /* of 6 bits each, at the start of every text */
	TIME_DIGITS = 11,  /* of 6 bits each, behind them: when the message was due, in ns */
};

struct connection;

/* What a scenario does with a connection. A handler that is NULL is not called. */
struct behaviour {
	void (*ready)(struct connection *);    /* registered or subscribed: messages may be sent */
	void (*readable)(struct connection *); /* in place of the protocol's reading */
	void (*writable)(struct connection *); /* there is room for more bytes */
	void (*closed)(struct connection *);   /* the server has ended it; without this it is an error */
};

/* One TCP connection to the server. */
struct connection {
	int fd;
	int number;   /* of the client: 0, 1, ... in the order of opening */
	int stage;    /* the protocol's own */
	int id;       /* identifier that the server gave it, where others are told such (open_named_clients) */
	int awaited;  /* entries of the list that are still to come */
	char is_connected, is_ready, wants_room;
	const char *name; /* pseudonym, or what takes its place */
	const struct behaviour *behaviour;
	uint8_t *partial; /* begin of a frame whose rest has not come */
	size_t partial_size, partial_room;
	uint8_t *unsent; /* what the socket did not take */
	size_t unsent_size, unsent_room;
	void *own; /* the scenario's */
	struct connection *next_closed;
};

/* One letter, as its length stands in the protocols. */
#define EVERYBODYS_TOPIC "a"

/* How a protocol is spoken. Encoders write to `out` and return the number of bytes. */
struct protocol {
	const char *name;
	int is_echoing; /* a message to everybody comes back to its sender too */
	int most_opening; /* connections that may be opened at the same time */
	int has_identifiers; /* clients address each other by identifiers that they are told */
	size_t most_text; /* longest text in bytes */
	int most_window; /* 0: any */
	/* What a client sends first. */
	size_t (*hello)(const struct connection *, uint8_t *out);
	/* With topics, one for all and one with the name of each client, in the place of the two behind it. */
	size_t (*publish)(uint8_t *out, const char *topic, const uint8_t *text, size_t size);
	size_t (*broadcast)(const struct connection *sender, uint8_t *out, const uint8_t *text, size_t size);
	size_t (*direct)(const struct connection *sender, const struct connection *to, uint8_t *out,
			 const uint8_t *text, size_t size);
	/* Handles all whole frames, calls delivered() for each message; returns the bytes that it has done with. */
	size_t (*consume)(struct connection *, const uint8_t *bytes, size_t size);
};

extern const struct protocol cosp, mqtt, nats, resp, irc;

/* What the command line says. */
struct options {
	const struct protocol *protocol;
	const char *scenario;
	int port, clients, senders, window, text_size, pairs, rate, joiners;
	int server_pid; /* 0: nobody's CPU time is measured */
	int target_port; /* where a plain relay connects to */
	double warm_up, seconds, patience; /* seconds */
	int rest; /* seconds of quiet after which the memory of idle clients is looked at */
	bool is_awake; /* polls instead of sleeping */
};

extern struct options options;

/* --- loop.c, clients.c: connections and the event loop --- */

/* Opens a connection from one of many loopback addresses; `local_port` 0 lets the system choose. */
struct connection *open_connection(int number, const char *name, const struct behaviour *, int port);
/* Takes over a socket that is connected already. */
struct connection *adopt_socket(int fd, const struct behaviour *);
/* Sends, or keeps what the socket does not take. */
void send_bytes(struct connection *, const void *bytes, size_t size);
/* Asks for, or ends, calls of behaviour->writable. */
void want_room(struct connection *, int wants);
/* Watches another descriptor; `action` is called when it is readable. */
void watch_descriptor(int fd, void (*action)(int fd));
void become_ready(struct connection *);
void close_connection(struct connection *);
/* One turn: waits at most `milliseconds` for events and handles them. */
void turn(int milliseconds);
/* Opens clients 0 to count - 1, their names being prefix and number, and waits until they are ready. */
struct connection **open_clients(int count, const char *prefix, const struct behaviour *);
/* Likewise, and each client's identifier is known where the protocol has such. */
struct connection **open_named_clients(int count, const struct behaviour *);
/* The number behind the first letter of a name. */
int number_in(const uint8_t *name, size_t size);
/* A local socket address that the next connection may use, as a number in host order. */
uint32_t next_source(void);
/* Buffer that all connections read to. */
extern uint8_t shared_buffer[];
enum { SHARED_ROOM = 1 << 20 };

/* --- tally.c: what is counted --- */

struct tally {
	uint64_t deliveries;
	uint64_t by_sender[MOST_SENDERS];
	int is_timed;  /* texts bear their time */
	uint64_t now;  /* time of the last read, in ns, where is_timed */
	/* A client hears of somebody, in its list or later; `name` is not terminated. */
	void (*joined)(struct connection *, const uint8_t *name, size_t size, int id);
	void (*left)(struct connection *, const uint8_t *name, size_t size, int id);
	/* Frames about private connections. */
	void (*private_frame)(struct connection *, int code, int id);
};

extern struct tally tally;

void record_latency(uint64_t nanoseconds);
void forget_latencies(void);
uint64_t latency_quantile(double share);

void write_digits(uint8_t *out, uint64_t value, int digits);

static inline uint64_t read_digits(const uint8_t *text, int digits)
{
	uint64_t value = 0;
	for (int i = 0; i < digits; i++)
		value |= (uint64_t)(text[i] - '0') << (6 * i);
	return value;
}

/* A message has come whole. */
static inline void delivered(const uint8_t *text, size_t size)
{
	(void)size;
	tally.deliveries++;
	tally.by_sender[read_digits(text, SENDER_DIGITS) % MOST_SENDERS]++;
	if (tally.is_timed)
		record_latency(tally.now - read_digits(text + SENDER_DIGITS, TIME_DIGITS));
}

/* --- encode.c: messages, whatever the protocol --- */

size_t encode_broadcast(const struct connection *sender, uint8_t *out, const uint8_t *text, size_t size);
size_t encode_direct(const struct connection *sender, const struct connection *to, uint8_t *out,
		     const uint8_t *text, size_t size);

/* --- measure.c: clocks and the server's process --- */

uint64_t now_ns(void);
double cpu_seconds_of(int pid); /* of the process and all that it has started */
double own_cpu_seconds(void);
extern double idle_cpu_seconds; /* spent on polling in vain */
long resident_kib(int pid);
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* A measured interval, after the warm-up. */
struct interval {
	double seconds, server_cpu, own_cpu;
};

void begin_interval(void);
struct interval end_interval(void);
/* Prints the fields that every scenario has; the scenario prints its own before and closes the brace. */
void print_interval(const struct interval *);

/* --- scenarios --- */

void play_messages(void); /* broadcast, direct */
void play_latency(void);
void play_joins(void);
void play_relay(void);
void play_idle(void);

static inline int read_short(const uint8_t *bytes)
{
	return (int16_t)(bytes[0] << 8 | bytes[1]);
}

static inline void write_short(uint8_t *out, int value)
{
	out[0] = (uint8_t)(value >> 8);
	out[1] = (uint8_t)value;
}

#endif
