const LAST_PLACE = 99_999;

/** Where a case stands in lists: the newest draw first, in it the first place last. */
export function orderOf({ _id, to }: { _id: string; to: Date }, place: number): string {
  return `${to.toISOString()}.${_id}.${String(LAST_PLACE - place).padStart(5, '0')}`;
}

/** The place in its draw that a case's `order` holds; the first is 0. */
export function placeOf(order: string): number {
  return LAST_PLACE - Number(order.slice(order.lastIndexOf('.') + 1));
}
