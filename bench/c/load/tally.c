/* What is counted: deliveries by sender, and latencies in a histogram. */
#include <string.h>

#include "load.h"

/*
 * Like HDR histograms: 2^SUB_BITS buckets for each power of two, so a value is known to 1 / 64 = 1.6 %.
 */
enum { SUB_BITS = 6, SUBS = 1 << SUB_BITS, BUCKETS = 64 * SUBS };

struct tally tally;

static uint64_t buckets[BUCKETS];
static uint64_t recorded;

static int bucket_of(uint64_t value)
{
	if (value < SUBS)
		return (int)value;
	int shift = 63 - __builtin_clzll(value) - SUB_BITS;
	return (shift + 1) * SUBS + (int)(value >> shift) - SUBS;
}

/* Highest value of a bucket. */
static uint64_t value_of(int bucket)
{
	if (bucket < SUBS)
		return (uint64_t)bucket;
	int shift = bucket / SUBS - 1;
	return ((uint64_t)(bucket % SUBS + SUBS + 1) << shift) - 1;
}

void record_latency(uint64_t nanoseconds)
{
	/* A clock that seems to run backwards between two reads is no latency. */
	buckets[(int64_t)nanoseconds < 0 ? 0 : bucket_of(nanoseconds)]++;
	recorded++;
}

void forget_latencies(void)
{
	memset(buckets, 0, sizeof buckets);
	recorded = 0;
}

uint64_t latency_quantile(double share)
{
	uint64_t wanted = (uint64_t)(share * (double)recorded), seen = 0;
	for (int i = 0; i < BUCKETS; i++) {
		seen += buckets[i];
		if (seen > wanted)
			return value_of(i);
	}
	return 0;
}

void write_digits(uint8_t *out, uint64_t value, int digits)
{
	for (int i = 0; i < digits; i++)
		out[i] = (uint8_t)('0' + (value >> (6 * i) & 63));
}
