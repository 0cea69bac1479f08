import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Causes } from '../../suite/chat/causes';
import type { Chat } from '../../suite/chat/chat';
import { Violation, type ViolationDetails } from '../../suite/judgement';
import { encodeBroadcastResponse, encodePrivateRequested } from '../../wire';

/** As much of a peer as the causes look at. */
interface Fake {
  name: string;
  id?: number;
  gone?: boolean;
  registered?: boolean;
  lastToldAbsent?: boolean;
  hasTorn?: boolean;
  uncertain?: boolean;
  refusals?: number;
  bytesReceived?: number;
  leave?: () => void;
  inbox?: { bytes: Buffer }[];
  direct?: number[];
  private?: number[];
}

/** A chat of such peers, each of which knows bob alone. */
function chatOf(...fakes: Fake[]): Chat {
  const peers = fakes.map((fake) => ({
    key: fake.name,
    registered: true,
    inbox: [],
    view: { pseudonymOf: (id: number) => (id === 2 ? 'bob' : undefined) },
    connection: { until: async (probe: () => unknown) => probe() },
    addressees: { direct: new Set(fake.direct), private: new Set(fake.private) },
    ...fake,
  }));
  const ledger = { idsOf: (key: string) => fakes.filter(({ name }) => name === key).map(({ id }) => id) };
  const privateConnections = { sides: [] };
  const attendance = { isContested: () => false };
  return {
    attendance,
    peers: new Map(peers.map((peer) => [peer.name, peer])),
    ledger,
    privateConnections,
  } as unknown as Chat;
}

/**
 * The same, where the suite's own clients can register, or be refused, and `fence` is what becomes of what they send. They
 * know each other if `isTold`.
 */
function withTrials(chat: Chat, fence: () => Promise<void>, isTold = true): Chat {
  const client = async (name: string): Promise<unknown> => ({
    name,
    key: name,
    refusals: 1,
    view: { idOf: () => (isTold ? 3 : undefined) },
    answered: async () => undefined,
    ask: () => undefined,
    accepted: async () => undefined,
    until: async (probe: () => unknown) => probe(),
  });
  const pseudonymFor = (name: string): Buffer => Buffer.from(name);
  return Object.assign(chat, { register: client, connect: client, pseudonymFor, fence }) as unknown as Chat;
}

async function causeOf(chat: Chat, details: ViolationDetails = {}): Promise<ViolationDetails> {
  const failure = new Violation('something did not come', { ...details });
  await new Causes().name(chat, 'COSP-1-6', failure);
  return failure.details;
}

describe('the likely cause of a failed scenario', () => {
  it('is the end of a connection right behind a -1, by what was asked of the absent one', async () => {
    const alice = { name: 'alice', gone: true, lastToldAbsent: true };
    assert.equal((await causeOf(chatOf({ ...alice, direct: [7] }))).blames, 'COSP-5.2-4');
    const details = await causeOf(chatOf({ ...alice, private: [7], direct: [2] }));
    assert.deepEqual([details.blames, details.presumed], ['COSP-6.1-3', true]);
    assert.match(details.actual ?? '', /"alice" right behind a response -1/);
  });

  it("is not that where the connection goes on, or was the client's own to lose", async () => {
    for (const alice of [{ gone: false }, { uncertain: true }, { lastToldAbsent: false }])
      assert.deepEqual(
        await causeOf(chatOf({ name: 'alice', gone: true, lastToldAbsent: true, ...alice })),
        {},
      );
  });

  it('is a private request at one who was not asked', async () => {
    const request = { bytes: encodePrivateRequested(1) };
    const alice = { name: 'alice', id: 1, private: [2] };
    const carol = { name: 'carol', id: 3, inbox: [request] };
    const bob = { name: 'bob', id: 2, inbox: [request] };
    assert.equal((await causeOf(chatOf(alice, bob, carol))).blames, 'COSP-6-2');
    assert.equal((await causeOf(chatOf(alice, bob))).blames, undefined, 'bob was asked');
    const taken = { peer: 'carol', frame: request };
    assert.equal((await causeOf(chatOf(alice, { ...carol, inbox: [] }), taken)).blames, 'COSP-6-2');
    const message = { bytes: encodeBroadcastResponse(1, 'hi') };
    assert.equal((await causeOf(chatOf(alice, { ...carol, inbox: [message] }))).blames, undefined);
  });

  it('is a torn message whatever the failure was put down to', async () => {
    const chat = chatOf({ name: 'alice' }, { name: 'bob', hasTorn: true });
    assert.equal((await causeOf(chat, { blames: 'COSP-1-4' })).blames, 'COSP-4-6');
  });

  it('is a connection that never registered where its end lets a newcomer in', async () => {
    const carol = { name: 'carol', registered: false, refusals: 0, bytesReceived: 0 };
    const missing = { missing: true, peer: 'carol' };
    const idler = { name: 'idler', registered: false, leave: (): void => undefined };
    assert.equal((await causeOf(chatOf({ name: 'alice' }, idler), missing)).blames, undefined, 'no carol');
    assert.equal((await causeOf(chatOf(carol, idler), missing)).blames, undefined, 'it goes in vain');
    const chat: Chat = chatOf(carol, { ...idler, leave: () => letIn() });
    const letIn = (): unknown => Object.assign(chat.peers.get('carol') as object, { registered: true });
    assert.equal((await causeOf(chat, missing)).blames, 'COSP-7-3');
  });

  it('is a private connection where a newcomer is not answered beside one', async () => {
    const carol = { name: 'carol', registered: false, refusals: 0, bytesReceived: 0 };
    const beside = (fake: Fake): Chat =>
      Object.assign(chatOf(fake), { privateConnections: { sides: [{}, {}] } }) as unknown as Chat;
    const missing = { missing: true, peer: 'carol' };
    assert.equal((await causeOf(chatOf(carol), missing)).blames, undefined, 'there is none');
    assert.equal((await causeOf(beside({ ...carol, bytesReceived: 1 }), missing)).blames, undefined, 'it is');
    assert.equal((await causeOf(beside(carol), missing)).blames, 'COSP-6.2-10');
  });

  it('is that the first message of a newcomer is lost where a trial shows it, which is not repeated', async () => {
    let trials = 0;
    const chatThat = (blames: string | undefined): Chat =>
      withTrials(chatOf({ name: 'alice' }), async () => {
        trials++;
        if (blames !== undefined) throw new Violation('lost', { blames });
      });
    const causes = new Causes();
    const blamed = async (blames: string | undefined, missing = true): Promise<string | undefined> => {
      const failure = new Violation('something did not come', { missing });
      await causes.name(chatThat(blames), 'COSP-1-6', failure);
      return failure.details.blames;
    };
    assert.equal(
      await blamed('COSP-2.1-5', false),
      undefined,
      'something else than a frame that did not come',
    );
    assert.equal(await blamed('COSP-5.1-1'), undefined, 'the trial fails for another reason');
    assert.equal(trials, 1, 'and is not gone on with');
    assert.equal(await blamed('COSP-2.1-5'), 'COSP-2.1-5');
    assert.equal(await blamed(undefined), 'COSP-2.1-5');
    assert.equal(trials, 2);
  });

  it('is that of a newcomer where the trial shows it only beside others that talk, or join', async () => {
    let fences = 0;
    const chat = withTrials(chatOf({ name: 'alice' }), async () => {
      if (++fences === 3) throw new Violation('lost', { blames: 'COSP-2.1-5' });
    });
    assert.equal((await causeOf(chat, { missing: true })).blames, 'COSP-2.1-5');
    assert.equal(fences, 3, 'one alone, one of a speaker, one beside that');
  });

  it('is that a pseudonym is contested where its holder alone is not told of others', async () => {
    const contested = (othersAreTold: boolean, holderIsTold = false): Chat =>
      Object.assign(
        withTrials(chatOf({ name: 'alice' }), async () => undefined, holderIsTold),
        {
          attendance: { isContested: () => true },
          idOf: async () => {
            if (!othersAreTold) throw new Violation('not told');
          },
        },
      ) as unknown as Chat;
    const details = { missing: true, peer: 'alice', blames: 'COSP-3.1-1' };
    assert.equal((await causeOf(contested(true), details)).blames, 'COSP-2.2-4');
    const presumed = { ...details, presumed: true };
    assert.equal((await causeOf(contested(false), presumed)).blames, 'COSP-3.1-1', 'nobody is told');
    assert.equal((await causeOf(contested(true, true), presumed)).blames, 'COSP-3.1-1', 'all are told');
    const tooMuch = { peer: 'alice', blames: 'COSP-3.2-4' };
    assert.equal((await causeOf(contested(true), tooMuch)).blames, 'COSP-3.2-4', 'an update too many');
    const message = { ...details, blames: 'COSP-5.1-1' };
    assert.equal((await causeOf(contested(true), message)).blames, 'COSP-5.1-1', 'no update');
  });

  it('is nothing else where the failure is sure of its own', async () => {
    const alice = { name: 'alice', gone: true, lastToldAbsent: true };
    assert.equal((await causeOf(chatOf(alice), { blames: 'COSP-1-4' })).blames, 'COSP-1-4');
    assert.equal((await causeOf(chatOf(alice), { blames: 'COSP-1-4', presumed: true })).blames, 'COSP-5.2-4');
    assert.equal(
      (await causeOf(chatOf(alice), { blames: 'COSP-1-6' })).blames,
      'COSP-5.2-4',
      "the scenario's own",
    );
  });
});
