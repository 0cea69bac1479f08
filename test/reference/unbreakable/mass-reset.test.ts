import assert from 'node:assert/strict';
import { Member, RosterKeeper } from '../../../tools/support/member';
import { returned, watched } from './support/watched';

const MANY = 1_000;
const STAYERS = ['stays 0', 'stays 1', 'stays 2', 'stays 3', 'stays 4'];

watched(
  '1,000 clients reset at once: the rosters of those that stay are right (COSP-3.2-2)',
  async (stage) => {
    const { server } = stage;
    const keepers = STAYERS.map(() => new RosterKeeper());
    const stayers = await stage.joinMany(STAYERS, (index) => keepers[index] ?? new RosterKeeper());
    await Promise.all(stayers.map((member) => member.fence()));
    const before = await server.look();

    const many = await stage.joinMany(Array.from({ length: MANY }, (_, index) => `goes ${index}`));
    await server.until(({ state }) => state.clients === MANY + STAYERS.length);
    await Promise.all(stayers.map((member) => member.fence()));
    for (const { others } of keepers) assert.equal(others.size, MANY + STAYERS.length - 1);
    for (const member of many) member.reset();

    await server.until(({ state }) => state.sockets === STAYERS.length);
    await Promise.all(stayers.map((member) => member.fence()));
    for (const [index, keeper] of keepers.entries()) {
      assert.deepEqual(
        keeper.pseudonyms,
        STAYERS.filter((_, other) => other !== index),
      );
    }
    const newcomer = new RosterKeeper();
    await (await Member.join(server, 'newcomer', newcomer)).leave();
    assert.deepEqual(newcomer.pseudonyms, STAYERS);

    await returned(server, before);
  },
);
