/**
 * An intended fire-and-forget: nobody waits for the promise, and its failure still has an owner.
 * A bare call would be a floating promise, whose failure nobody sees.
 */
export function detach(promise: PromiseLike<unknown>, onError: (error: unknown) => void): void {
  promise.then(undefined, onError);
}
