/* Who is registered: by identifier, by pseudonym, and all of them in a row. */
#include <stdlib.h>
#include <string.h>

#include "server.h"

enum { MOST_IDENTIFIERS = 32768, BUCKETS = 65536 };

struct peer **members;
size_t member_count;

static size_t member_room;
static struct peer *by_id[MOST_IDENTIFIERS];
static struct peer *by_name[BUCKETS];
static int next_id;

/* FNV-1a */
static uint32_t bucket_of(const uint8_t *name, size_t size)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ name[i]) * 16777619u;
	return hash % BUCKETS;
}

static void take_identifier(struct peer *peer)
{
	while (by_id[next_id] != NULL)
		next_id = (next_id + 1) % MOST_IDENTIFIERS;
	peer->id = next_id;
	by_id[peer->id] = peer;
	next_id = (next_id + 1) % MOST_IDENTIFIERS; /* late reuse */
}

int enter_roster(struct peer *peer, const uint8_t *name, size_t size)
{
	struct peer **bucket = &by_name[bucket_of(name, size)];
	for (struct peer *other = *bucket; other != NULL; other = other->next_of_name)
		if (other->name.size == size && memcmp(other->name.bytes, name, size) == 0)
			return 0;
	if (member_count == MOST_IDENTIFIERS)
		return 0;
	reserve(&peer->name, size + 1);
	append(&peer->name, name, size);
	peer->next_of_name = *bucket;
	*bucket = peer;
	take_identifier(peer);
	if (member_count == member_room) {
		member_room = member_room * 2 + 64;
		members = realloc(members, member_room * sizeof *members);
	}
	peer->place = member_count;
	members[member_count++] = peer;
	peer->is_registered = 1;
	return 1;
}

void leave_roster(struct peer *peer)
{
	struct peer **link = &by_name[bucket_of(peer->name.bytes, peer->name.size)];
	while (*link != peer)
		link = &(*link)->next_of_name;
	*link = peer->next_of_name;
	by_id[peer->id] = NULL;
	members[peer->place] = members[--member_count];
	members[peer->place]->place = peer->place;
	peer->is_registered = 0;
}

struct peer *member_by_id(int id)
{
	return id < 0 ? NULL : by_id[id];
}
