import { encodeClientHello } from '../../wire';
import { Violation } from '../judgement';
import { isSameRoster } from '../stage/reports';
import type { Scene } from './examination';

/** Registers the client as "doctor" among those who are in the cast. */
export async function register(scene: Scene, pseudonym = 'doctor'): Promise<void> {
  await ask(scene, pseudonym);
  await scene.script.accept();
  await scene.stage.shown();
}

/** The client asks for a pseudonym; the answer is still to be given. */
export async function ask({ stage, user }: Scene, pseudonym: string): Promise<void> {
  await user.register(pseudonym);
  await stage.link.expect('client_hello', encodeClientHello(pseudonym));
}

/** The client must show the roster that it was told. @throws Violation */
export async function roster({ stage, user }: Scene): Promise<void> {
  const shown = await user.roster();
  const { pseudonyms } = stage.cast;
  if (isSameRoster(pseudonyms, shown, stage.own)) return;
  throw new Violation('the client shows another roster than it was told', {
    expected: brief(pseudonyms),
    actual: brief(shown),
  });
}

function brief(pseudonyms: readonly string[]): string {
  return pseudonyms.length > 5 ? `${pseudonyms.length} clients` : JSON.stringify(pseudonyms);
}
