/** Encrypts what must not be readable in the store; `place` is what a value belongs to, and opens under nothing else. */
export interface SealingBox {
  seal(value: string, place: string): string;
  open(sealed: string, place: string): string;
  /** Stands for a name that nobody without the key may read or guess: the same each time. */
  blind(name: string): string;
}
