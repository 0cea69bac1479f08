// In the place of some modules Node runs changed copies of them, those of a mutant. Loaded before a mutant that has a process of
// its own (`--require`), where COSP_MUTANT names the file that says which: an object from a module's path to that of its copy.
const { readFileSync } = require('node:fs');
const Module = require('node:module');

const load = Module._extensions['.js'];
let copies = new Map();

/** From now on the copies that this file names are loaded; gives the paths of the modules that they stand for. */
function use(file) {
  copies = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
  return [...copies.keys()];
}

Module._extensions['.js'] = (module, filename) => {
  const copy = copies.get(filename);
  if (copy === undefined) load(module, filename);
  else module._compile(readFileSync(copy, 'utf8'), filename);
};

if (process.env.COSP_MUTANT) use(process.env.COSP_MUTANT);
module.exports = { use };
