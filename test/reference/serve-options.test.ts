import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveCommand } from '../../reference/serve-command';
import { DEFAULT_LIMITS } from '../../reference/server';

const options = new Map(serveCommand().options.map((option) => [option.attributeName(), option]));

test('each limit has an option, with the default of the server and a word on it', () => {
  for (const [limit, value] of Object.entries(DEFAULT_LIMITS)) {
    const option = options.get(limit);
    assert.ok(option, `no option for ${limit}`);
    assert.equal(option.defaultValue, value, limit);
    assert.equal(option.parseArg?.(String(option.defaultValueDescription), value), value, limit);
    assert.ok(option.description.length > 10, limit);
  }
});
