// Loaded by Node before a mutant (`--require`): in the place of some modules it runs their changed copies. The file
// that COSP_MUTANT names says which: an object from the module's path to that of its copy.
const { readFileSync } = require('node:fs');
const Module = require('node:module');

const copies = new Map(Object.entries(JSON.parse(readFileSync(process.env.COSP_MUTANT, 'utf8'))));
const load = Module._extensions['.js'];

Module._extensions['.js'] = (module, filename) => {
  const copy = copies.get(filename);
  if (copy === undefined) load(module, filename);
  else module._compile(readFileSync(copy, 'utf8'), filename);
};
