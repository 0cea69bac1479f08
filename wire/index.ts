/**
 * COSP on the wire: frames out of bytes and bytes out of frames. The layout is described in cosp.ksy alone; the parser
 * is generated from it.
 */
import { Cosp } from './generated/Cosp';

export { type AnnotatedField, type Annotation, annotate } from './annotate';
export { decode } from './decode';
export { describeFrame } from './describe';
export * from './encoder';
export * from './errors';
export { formatAnnotation } from './format-annotation';
export { DEFAULT_MAX_BYTES, Framer } from './framer';
export { type Captured, ENTRY_TYPES, type EntryType, type FrameOf } from './frames';
export { printable, textOf } from './text';
export { Cosp };
export const { ConnectionCode, RequestCode, ResponseCode } = Cosp;
export type ConnectionCode = Cosp.ConnectionCode;
export type RequestCode = Cosp.RequestCode;
export type ResponseCode = Cosp.ResponseCode;
