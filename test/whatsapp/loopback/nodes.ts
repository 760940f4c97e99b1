import { type BinaryNode, getAllBinaryNodeChildren, getBinaryNodeChild } from '@whiskeysockets/baileys';

/** A child by its tag. */
export const child = (node: BinaryNode | undefined, tag: string): BinaryNode | undefined =>
  getBinaryNodeChild(node, tag);

/** All children, or those with one tag. */
export function children(node: BinaryNode | undefined, tag?: string): BinaryNode[] {
  const all = node === undefined ? [] : getAllBinaryNodeChildren(node);
  return tag === undefined ? all : all.filter((one) => one.tag === tag);
}

/** The bytes in a node. */
export function bytesOf(node: BinaryNode | undefined): Buffer {
  const content = node?.content;
  if (typeof content === 'string') return Buffer.from(content);
  if (content instanceof Uint8Array) return Buffer.from(content);
  throw new Error(`The node ${node?.tag ?? '(none)'} holds no bytes.`);
}

/** The number in a node, the highest byte first. */
export function numberOf(node: BinaryNode | undefined): number {
  const bytes = bytesOf(node);
  return bytes.readUIntBE(0, bytes.length);
}

/** User part of an address, without its device. */
export function userOf(jid: string): string {
  return jid.split('@')[0]?.split(':')[0] ?? '';
}

/** Seconds since 1970, as stanzas carry them. */
export function seconds(at: Date = new Date()): string {
  return String(Math.floor(at.getTime() / 1000));
}
