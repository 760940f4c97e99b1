/** What a canned reply may name between double braces. */
export type CannedVariable = 'nombre' | 'empresa' | 'folio' | 'agente' | 'organizacion' | 'horario';

/** A text that agents send as it is. */
export interface CannedReply {
  id: string;
  kind: 'policy' | 'shared' | 'own';
  title: string;
  text: string;
  uses: number;
  /** Hosts of its links that the policy does not allow. */
  foreignHosts: string[];
}

/** All that one may use. */
export interface CannedReplyList {
  items: CannedReply[];
  variables: CannedVariable[];
}

/** One with its variables filled. */
export interface FilledReply {
  text: string;
  missing: CannedVariable[];
  foreignHosts: string[];
}
