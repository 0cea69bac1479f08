/* Idle clients: the server's memory before and after so many have registered, and are quiet. */
#include <stdio.h>

#include "load.h"

static const struct behaviour client = {0};

static void settle(void)
{
	/* Quiet: two seconds have passed, and the last of them brought nothing. */
	uint64_t end = now_ns() + 2000000000u;
	while (now_ns() < end)
		turn(100);
}

void play_idle(void)
{
	settle();
	long before = resident_kib(options.server_pid);
	begin_interval();
	open_clients(options.clients, "m", &client);
	struct interval interval = end_interval();
	settle();
	long after = resident_kib(options.server_pid);
	printf("{\"clients\":%d,\"before\":%ld,\"after\":%ld,", options.clients, before, after);
	print_interval(&interval);
	printf("}\n");
}
