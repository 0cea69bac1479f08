/* What clients ask for, frame by frame. */
#include "server.h"

enum { BROADCAST, DIRECT, PRIVATE_REQUEST, PRIVATE_ACCEPT, PRIVATE_REFUSE = -1 };
enum { JOINED, LEFT, TO_ALL, TO_ONE, REQUESTED, ACCEPTED, ESTABLISHED, ABSENT = -1, REFUSED = -2 };

static void letter(struct peer *to, int code, int id)
{
	struct buffer *out = begin_letter(to);
	append_byte(out, code);
	if (code != ABSENT)
		append_short(out, id);
	end_letter(to);
}

static void register_client(struct peer *peer, const uint8_t *name, size_t size)
{
	if (!enter_roster(peer, name, size)) {
		struct buffer *out = begin_letter(peer);
		append_byte(out, -1);
		end_letter(peer);
		return;
	}
	peer->cursor = turn_log.size;
	begin_member(peer);
	struct buffer *out = begin_letter(peer);
	append_byte(out, 0);
	append_short(out, (int)member_count - 1);
	for (size_t i = 0; i + 1 < member_count; i++) {
		append_short(out, members[i]->id);
		append_short(out, (int)members[i]->name.size);
		append(out, members[i]->name.bytes, members[i]->name.size);
	}
	end_letter(peer);
	size_t start = turn_log.size;
	append_byte(&turn_log, JOINED);
	append_short(&turn_log, peer->id);
	append_short(&turn_log, (int)size);
	append(&turn_log, name, size);
	exclude_from_log(peer, start);
}

void announce_departure(struct peer *peer)
{
	append_byte(&turn_log, LEFT);
	append_short(&turn_log, peer->id);
}

static void broadcast(struct peer *sender, const uint8_t *sized_text, size_t size)
{
	size_t start = turn_log.size;
	append_byte(&turn_log, TO_ALL);
	append_short(&turn_log, sender->id);
	append(&turn_log, sized_text, size);
	exclude_from_log(sender, start);
}

static void direct(struct peer *sender, int id, const uint8_t *sized_text, size_t size)
{
	struct peer *addressee = member_by_id(id);
	if (addressee == NULL) {
		letter(sender, ABSENT, 0);
		return;
	}
	struct buffer *out = begin_letter(addressee);
	append_byte(out, TO_ONE);
	append_short(out, sender->id);
	append(out, sized_text, size);
	end_letter(addressee);
}

static void private_request(struct peer *requester, int port, int id)
{
	struct peer *addressee = member_by_id(id);
	if (addressee == NULL) {
		letter(requester, ABSENT, 0);
		return;
	}
	remember_request(requester, addressee, port);
	letter(addressee, REQUESTED, requester->id);
}

static void private_accept(struct peer *accepter, int port, int id)
{
	struct peer *requester = member_by_id(id);
	if (requester == NULL) {
		letter(accepter, ABSENT, 0);
		return;
	}
	int declared = take_request(requester, accepter);
	if (declared < 0)
		return;
	if (!await_pair(requester, declared, accepter, port)) {
		letter(requester, REFUSED, accepter->id);
		return;
	}
	letter(requester, ACCEPTED, accepter->id);
	letter(accepter, ESTABLISHED, requester->id);
}

static void private_refuse(struct peer *refuser, int id)
{
	struct peer *requester = member_by_id(id);
	if (requester == NULL)
		letter(refuser, ABSENT, 0);
	else if (take_request(requester, refuser) >= 0)
		letter(requester, REFUSED, refuser->id);
}

/* The port of a request; anything that is no port is passed on as 0, from which nobody comes. */
static int port_at(const uint8_t *bytes)
{
	return bytes[0] != 0 || bytes[1] != 0 ? 0 : (uint16_t)short_at(bytes + 2);
}

/* Size of the frame that begins here, 0: more is needed, -1: it cannot be. */
static long frame_size(const struct peer *peer, const uint8_t *bytes, size_t size)
{
	size_t head = 2;
	if (peer->is_registered) {
		switch ((int8_t)bytes[0]) {
		case BROADCAST: head = 3; break;
		case DIRECT: head = 5; break;
		case PRIVATE_REQUEST:
		case PRIVATE_ACCEPT: return size < 7 ? 0 : 7;
		case PRIVATE_REFUSE: return size < 3 ? 0 : 3;
		default: return -1;
		}
	}
	if (size < head)
		return 0;
	int text = short_at(bytes + head - 2);
	if (text < 0)
		return -1;
	return size < head + (size_t)text ? 0 : (long)(head + (size_t)text);
}

static void handle_request(struct peer *peer, const uint8_t *frame, size_t size)
{
	switch ((int8_t)frame[0]) {
	case BROADCAST: broadcast(peer, frame + 1, size - 1); break;
	case DIRECT: direct(peer, short_at(frame + 1), frame + 3, size - 3); break;
	case PRIVATE_REQUEST: private_request(peer, port_at(frame + 1), short_at(frame + 5)); break;
	case PRIVATE_ACCEPT: private_accept(peer, port_at(frame + 1), short_at(frame + 5)); break;
	default: private_refuse(peer, short_at(frame + 1));
	}
}

long handle_bytes(struct peer *peer, const uint8_t *bytes, size_t size)
{
	size_t done = 0;
	while (done < size) {
		long length = frame_size(peer, bytes + done, size - done);
		if (length < 0)
			return -1;
		if (length == 0)
			break;
		if (peer->is_registered)
			handle_request(peer, bytes + done, (size_t)length);
		else
			register_client(peer, bytes + done + 2, (size_t)length - 2);
		done += (size_t)length;
	}
	return (long)done;
}
