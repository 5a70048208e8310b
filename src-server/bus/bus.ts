/**
 * Hints between the parts of the hub and between hub processes. A hint may be lost or come twice: everything that
 * matters is in the database, and whoever listens also looks there from time to time.
 */
export interface Bus {
  /**
   * Local listeners hear it at once, other hub processes a moment later. Equal hints within a few milliseconds are sent
   * to the others once.
   * @param payload at most 4,000 bytes of UTF-8
   */
  publish(topic: string, payload: string): void;
  /** @returns function that ends the subscription */
  subscribe(topic: string, listener: (payload: string) => void): () => void;
}
