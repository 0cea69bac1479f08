/** Whether a TCP connection can have this port; request frames bear an INT (COSP-6.2-18). */
export function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
