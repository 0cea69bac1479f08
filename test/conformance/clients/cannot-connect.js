// Answers each `connect` with an error.
const { serve } = require('./base');

serve({
  connect: () => {
    throw new Error('Connection refused');
  },
});
