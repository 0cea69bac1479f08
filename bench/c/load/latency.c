/*
 * Latency: messages to everybody at a steady rate, the senders in turn. Each text bears the time when it was due, not
 * when it could be sent, so that a server that stops for a while is charged with all that it holds up. The generator
 * does not sleep meanwhile: its own waking up is no part of the figure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"

static const struct behaviour client = {0};

static uint64_t messages;

static void send_message(struct connection *sender, int index, uint64_t due)
{
	uint8_t text[65536], frame[66000];
	memset(text, 'x', (size_t)options.text_size);
	write_digits(text, (uint64_t)index, SENDER_DIGITS);
	write_digits(text + SENDER_DIGITS, due, TIME_DIGITS);
	send_bytes(sender, frame, encode_broadcast(sender, frame, text, (size_t)options.text_size));
	messages++;
}

static uint64_t run(struct connection **clients, uint64_t from, double seconds)
{
	uint64_t step = 1000000000u / (uint64_t)options.rate;
	uint64_t end = from + (uint64_t)(seconds * 1e9);
	uint64_t due = from;
	while (due < end) {
		int index = (int)(messages % (uint64_t)options.senders);
		if (now_ns() >= due) {
			send_message(clients[index], index, due);
			due += step;
		}
		turn(0);
	}
	return due;
}

void play_latency(void)
{
	struct connection **clients = open_clients(options.clients, "m", &client);
	uint64_t recipients = (uint64_t)(options.clients - (options.protocol->is_echoing ? 0 : 1));
	tally.is_timed = 1;
	uint64_t due = run(clients, now_ns(), options.warm_up);
	forget_latencies();
	uint64_t before = tally.deliveries;
	begin_interval();
	run(clients, due, options.seconds);
	struct interval interval = end_interval();
	uint64_t deliveries = tally.deliveries - before;
	uint64_t end = now_ns() + (uint64_t)(options.patience * 1e9);
	while (tally.deliveries < messages * recipients && now_ns() < end)
		turn(0);
	printf("{\"deliveries\":%llu,\"expected\":%llu,\"delivered\":%llu,", (unsigned long long)deliveries,
	       (unsigned long long)(messages * recipients), (unsigned long long)tally.deliveries);
	printf("\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f,", (double)latency_quantile(0.5) / 1e3,
	       (double)latency_quantile(0.99) / 1e3, (double)latency_quantile(0.999) / 1e3);
	print_interval(&interval);
	printf("}\n");
}
