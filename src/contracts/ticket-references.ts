/** A ticket's number in an outside system: one for each system. */
export interface TicketReference {
  /** Code of the outside system. */
  readonly system: string;
  /** The number there, as that system writes it. */
  readonly id: string;
}

/** Reference numbers of outside systems: they survive whatever happens to the ticket. */
export interface TicketReferences {
  /**
   * Sets the number; the same again changes nothing, another one takes its place. Throws REFERENCE_TAKEN when another
   * ticket of the organisation has it.
   */
  set(ticket: { readonly id: string; readonly organisation: string }, reference: TicketReference): Promise<void>;
  of(ticketId: string): Promise<TicketReference[]>;
  /** Of many tickets at once. */
  ofMany(ticketIds: readonly string[]): Promise<ReadonlyMap<string, readonly TicketReference[]>>;
  /** Ids of the tickets with a number: in one system, or in any. Case and outer spaces do not matter. */
  find(organisation: string, id: string, system?: string): Promise<string[]>;
}
