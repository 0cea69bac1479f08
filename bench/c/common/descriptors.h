/* What all programs of the bench need before they open connections. */
#ifndef BENCH_DESCRIPTORS_H
#define BENCH_DESCRIPTORS_H

/* Lets the process have as many descriptors as the system allows. */
void raise_descriptor_limit(void);

/* Listens on a port of the IPv4 loopback, without blocking; ends the process with a word where that cannot be. */
int listen_on_loopback(const char *port);

#endif
