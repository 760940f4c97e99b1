import type { TicketTransfer } from '../../contracts/ticket-transfer.ts';
import { type ExportDeps, exportTickets } from './export-tickets.ts';
import { type ImportDeps, importTickets } from './import-tickets.ts';

/** Tables of tickets, in and out. */
export function createTicketTransfer(deps: ImportDeps & ExportDeps): TicketTransfer {
  return {
    import: (bytes, options) => importTickets(deps, bytes, options),
    export: (filter) => exportTickets(deps, filter),
  };
}
