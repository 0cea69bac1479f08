/** How much is logged, from most to least. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
/** How a line of the log looks. */
export const LOG_FORMATS = ['json', 'pretty', 'none'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFormat = (typeof LOG_FORMATS)[number];
