import { Command } from 'commander';
import { addTlsOptions, type RawTlsOptions, trustOf } from '../tls-options';
import { runAdapter } from './adapter';
import { openControl } from './control';

async function adapt(options: RawTlsOptions): Promise<void> {
  try {
    const control = await openControl(process.env.COSP_CONTROL);
    await runAdapter(control, trustOf(options));
    control.output.end(() => process.exit(0));
  } catch (error) {
    process.stderr.write(`cosp adapter: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/**
 * The command by which the conformance suite drives the reference client, over standard input and output, or over TCP
 * when COSP_CONTROL is set. Exit codes: 0 told to end, or nobody is there to tell any more; 1 no way to be told; 2 usage.
 */
export function adapterCommand(): Command {
  const command = new Command('adapter')
    .description('let the conformance suite drive the reference client')
    .addHelpText(
      'after',
      '\nReads commands from standard input and writes replies and events to standard output, one JSON object a\n' +
        'line. With COSP_CONTROL=host:port in the environment it connects there and does so over that connection.',
    )
    .exitOverride()
    .action(adapt);
  return addTlsOptions(command);
}
