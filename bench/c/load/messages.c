/*
 * Messages to everybody and to one client, as fast as the server takes them. A sender keeps a window of messages in
 * flight: a message is in flight until all its recipients have it, taken over all of the sender's messages (messages
 * sent less deliveries divided by recipients). Once half of the window has come, the sender fills it up again, in
 * one write where the socket takes it. A window of 1 is a strict ping-pong with everybody.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "load.h"

struct sender {
	struct connection *connection;
	uint8_t *frames; /* `window` times the same frame */
	size_t frame_size;
	uint64_t owed, sent; /* bytes of all frames so far */
	uint64_t messages; /* begun or sent */
};

static struct sender senders[MOST_SENDERS];
static int sender_count;
static uint64_t recipients; /* of each message */
static int is_sending;

static void push(struct sender *sender)
{
	size_t room = sender->frame_size * (size_t)options.window;
	while (sender->sent < sender->owed) {
		size_t phase = sender->sent % sender->frame_size;
		size_t size = room - phase;
		if (size > sender->owed - sender->sent)
			size = sender->owed - sender->sent;
		ssize_t sent = send(sender->connection->fd, sender->frames + phase, size, MSG_NOSIGNAL);
		if (sent < 0 && errno != EAGAIN)
			fail("sender %d: %s", sender->connection->number, strerror(errno));
		if (sent < 0)
			break;
		sender->sent += (uint64_t)sent;
	}
	want_room(sender->connection, sender->sent < sender->owed);
}

static void fill_window(struct sender *sender, int index)
{
	uint64_t arrived = tally.by_sender[index] / recipients;
	if (!is_sending || sender->messages - arrived > (uint64_t)options.window / 2)
		return;
	sender->messages = arrived + (uint64_t)options.window;
	sender->owed = sender->messages * sender->frame_size;
	push(sender);
}

static void on_room(struct connection *connection)
{
	if (connection->own != NULL)
		push(connection->own);
	else
		want_room(connection, 0);
}

static const struct behaviour client = {.writable = on_room};

static void prepare_sender(struct connection **clients, int index, int is_direct)
{
	struct sender *sender = &senders[index];
	uint8_t text[65536], frame[66000];
	memset(text, 'x', (size_t)options.text_size);
	write_digits(text, (uint64_t)index, SENDER_DIGITS);
	sender->connection = clients[index];
	sender->connection->own = sender;
	const struct connection *to = clients[(index + 1) % options.clients];
	size_t size = (size_t)options.text_size;
	sender->frame_size = is_direct ? encode_direct(sender->connection, to, frame, text, size)
				       : encode_broadcast(sender->connection, frame, text, size);
	sender->frames = malloc(sender->frame_size * (size_t)options.window);
	for (int i = 0; i < options.window; i++)
		memcpy(sender->frames + (size_t)i * sender->frame_size, frame, sender->frame_size);
}

static void run_until(uint64_t end)
{
	while (now_ns() < end) {
		for (int i = 0; i < sender_count; i++)
			fill_window(&senders[i], i);
		turn(100);
	}
}

static uint64_t expected(void)
{
	uint64_t messages = 0;
	for (int i = 0; i < sender_count; i++)
		messages += senders[i].messages;
	return messages * recipients;
}

/* Sends no more and waits for what is under way; whatever is missing then is lost. */
static void drain(void)
{
	uint64_t end = now_ns() + (uint64_t)(options.patience * 1e9);
	is_sending = 0;
	while (tally.deliveries < expected() && now_ns() < end)
		turn(100);
	turn(0);
}

void play_messages(void)
{
	int is_direct = strcmp(options.scenario, "direct") == 0;
	int everybody = options.clients - (options.protocol->is_echoing ? 0 : 1);
	struct connection **clients =
		is_direct ? open_named_clients(options.clients, &client) : open_clients(options.clients, "m", &client);
	recipients = is_direct ? 1 : (uint64_t)everybody;
	sender_count = is_direct ? options.clients : options.senders;
	for (int i = 0; i < sender_count; i++)
		prepare_sender(clients, i, is_direct);
	is_sending = 1;
	run_until(now_ns() + (uint64_t)(options.warm_up * 1e9));
	uint64_t before = tally.deliveries;
	begin_interval();
	run_until(now_ns() + (uint64_t)(options.seconds * 1e9));
	struct interval interval = end_interval();
	uint64_t deliveries = tally.deliveries - before;
	drain();
	printf("{\"deliveries\":%llu,\"expected\":%llu,\"delivered\":%llu,", (unsigned long long)deliveries,
	       (unsigned long long)expected(), (unsigned long long)tally.deliveries);
	print_interval(&interval);
	printf("}\n");
}
