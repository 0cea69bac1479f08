import { type FrameOf, RequestCode } from '../../../wire';
import type { RegisteredClient } from '../client';
import type { Service } from '../service';
import { broadcast } from './broadcast';
import { direct } from './direct';
import { privateAccept } from './private-accept';
import { privateRefuse } from './private-refuse';
import { privateRequest } from './private-request';

type Request = FrameOf<'client_request'>;
type BodyOf<Code extends Request['code']> = Extract<Request, { code: Code }>['body'];

/** Serves one kind of request. The body's bytes are the sender's receive buffer: what is kept has to be copied. */
type Handler<Body> = (service: Service, sender: RegisteredClient, body: Body) => void;

const handlers: { readonly [Code in Request['code']]: Handler<BodyOf<Code>> } = {
  [RequestCode.BROADCAST]: broadcast,
  [RequestCode.DIRECT]: direct,
  [RequestCode.PRIVATE_REQUEST]: privateRequest,
  [RequestCode.PRIVATE_ACCEPT]: privateAccept,
  [RequestCode.PRIVATE_REFUSE]: privateRefuse,
};

/** The codes begin at -1; from 0 on the table is an array to V8, which costs a tenth of looking a name up. */
const byCode = Object.entries(handlers).reduce<Handler<Request['body']>[]>((table, [code, handler]) => {
  // The table pairs each code with its body; the compiler cannot see that across a union.
  table[Number(code) + 1] = handler as Handler<Request['body']>;
  return table;
}, []);

/** Serves a request of a registered client. */
export function handleRequest(service: Service, sender: RegisteredClient, request: Request): void {
  const handle = byCode[request.code + 1] as Handler<Request['body']>;
  handle(service, sender, request.body);
}
