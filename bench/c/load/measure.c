/* Clocks, and what the system knows of the server's process. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "load.h"

uint64_t now_ns(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void fail(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

/* Calls for each child of a process; the system writes a line of numbers. */
static double sum_of_children(int pid, double (*value)(int))
{
	char path[64];
	double sum = 0;
	int child;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return 0;
	while (fscanf(file, "%d", &child) == 1)
		sum += value(child);
	fclose(file);
	return sum;
}

double cpu_seconds_of(int pid)
{
	char path[64], line[1024];
	unsigned long user, system;
	long children_user, children_system;
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "r");
	if (file == NULL || fgets(line, sizeof line, file) == NULL) {
		if (file != NULL)
			fclose(file);
		return 0;
	}
	fclose(file);
	/* The name, in brackets, may hold anything; utime is the 12th field behind it, then stime, cutime, cstime. */
	char *rest = strrchr(line, ')');
	if (rest == NULL || sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld", &user,
				   &system, &children_user, &children_system) != 4)
		fail("cannot read %s", path);
	double ticks = (double)user + (double)system + (double)children_user + (double)children_system;
	return ticks / (double)sysconf(_SC_CLK_TCK) + sum_of_children(pid, cpu_seconds_of);
}

double own_cpu_seconds(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double resident_double(int pid)
{
	return (double)resident_kib(pid);
}

long resident_kib(int pid)
{
	char path[64], line[256];
	long kib = 0;
	snprintf(path, sizeof path, "/proc/%d/status", pid);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return 0;
	while (fgets(line, sizeof line, file) != NULL)
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	fclose(file);
	return kib + (long)sum_of_children(pid, resident_double);
}

static uint64_t began;
static double server_began, own_began;

void begin_interval(void)
{
	server_began = options.server_pid > 0 ? cpu_seconds_of(options.server_pid) : 0;
	own_began = own_cpu_seconds() - idle_cpu_seconds;
	began = now_ns();
}

struct interval end_interval(void)
{
	struct interval interval = {.seconds = (double)(now_ns() - began) / 1e9};
	interval.own_cpu = own_cpu_seconds() - idle_cpu_seconds - own_began;
	if (options.server_pid > 0)
		interval.server_cpu = cpu_seconds_of(options.server_pid) - server_began;
	return interval;
}

void print_interval(const struct interval *interval)
{
	printf("\"seconds\":%.6f,\"serverCpu\":%.3f,\"loadCpu\":%.3f", interval->seconds, interval->server_cpu,
	       interval->own_cpu);
}
