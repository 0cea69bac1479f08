/* The command line of the load generator, and the choice of protocol and scenario. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "descriptors.h"
#include "load.h"

struct options options = {
	.scenario = "broadcast",
	.clients = 100,
	.senders = 10,
	.window = 16,
	.text_size = 64,
	.pairs = 1,
	.rate = 1000,
	.joiners = 100,
	.warm_up = 0.5,
	.seconds = 1,
	.patience = 30,
	.rest = 2,
};

static const struct protocol *const protocols[] = {&cosp, &mqtt, &nats, &resp, &irc, NULL};

static const struct {
	const char *name;
	void (*play)(void);
} scenarios[] = {
	{"broadcast", play_messages}, {"direct", play_messages}, {"latency", play_latency},
	{"joins", play_joins},	      {"relay", play_relay},	 {"idle", play_idle},
};

static const char usage[] =
	"usage: load --protocol NAME --port PORT [--scenario broadcast|direct|latency|joins|relay|idle]\n"
	"  [--clients N] [--senders N] [--window N] [--text BYTES] [--pairs N] [--target PORT] [--rate N]\n"
	"  [--joiners N] [--warm-up SECONDS] [--seconds SECONDS] [--patience SECONDS] [--server-pid PID]\n"
	"  [--rest SECONDS] [--awake]\n";

static const struct option long_options[] = {
	{"protocol", 1, 0, 'p'}, {"port", 1, 0, 'P'},	  {"scenario", 1, 0, 's'}, {"clients", 1, 0, 'c'},
	{"senders", 1, 0, 'S'},	 {"window", 1, 0, 'w'},	  {"text", 1, 0, 't'},	   {"pairs", 1, 0, 'r'},
	{"target", 1, 0, 'T'},	 {"rate", 1, 0, 'R'},	  {"joiners", 1, 0, 'j'},  {"warm-up", 1, 0, 'u'},
	{"seconds", 1, 0, 'd'},	 {"patience", 1, 0, 'e'}, {"server-pid", 1, 0, 'i'}, {"awake", 0, 0, 'a'},
	{"rest", 1, 0, 'q'},
	{0, 0, 0, 0},
};

static void choose_protocol(const char *name)
{
	for (int i = 0; protocols[i] != NULL; i++)
		if (strcmp(protocols[i]->name, name) == 0)
			options.protocol = protocols[i];
}

static int *number_option(int letter)
{
	switch (letter) {
	case 'P': return &options.port;
	case 'c': return &options.clients;
	case 'S': return &options.senders;
	case 'w': return &options.window;
	case 't': return &options.text_size;
	case 'r': return &options.pairs;
	case 'T': return &options.target_port;
	case 'R': return &options.rate;
	case 'j': return &options.joiners;
	case 'i': return &options.server_pid;
	case 'q': return &options.rest;
	default: return NULL;
	}
}

static void read_options(int count, char **arguments)
{
	int letter;
	while ((letter = getopt_long(count, arguments, "", long_options, NULL)) >= 0) {
		int *number = number_option(letter);
		if (number != NULL)
			*number = atoi(optarg);
		else if (letter == 'p')
			choose_protocol(optarg);
		else if (letter == 's')
			options.scenario = optarg;
		else if (letter == 'u')
			options.warm_up = atof(optarg);
		else if (letter == 'd')
			options.seconds = atof(optarg);
		else if (letter == 'e')
			options.patience = atof(optarg);
		else if (letter == 'a')
			options.is_awake = true;
		else
			fail("%s", usage);
	}
	if (options.protocol == NULL || options.port == 0 || options.window < 1)
		fail("%s", usage);
	if (options.protocol->most_window > 0 && options.window > options.protocol->most_window)
		options.window = options.protocol->most_window;
	if (options.text_size < SENDER_DIGITS + TIME_DIGITS || (size_t)options.text_size > options.protocol->most_text)
		fail("a text of %d bytes cannot be sent", options.text_size);
}

int main(int count, char **arguments)
{
	read_options(count, arguments);
	raise_descriptor_limit();
	for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
		if (strcmp(scenarios[i].name, options.scenario) == 0) {
			scenarios[i].play();
			return 0;
		}
	fail("%s", usage);
}
