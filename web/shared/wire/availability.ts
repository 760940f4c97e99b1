/** Somebody who is told of a maintenance. */
export interface NoticeDelivery {
  to: string;
  name: string | null;
  state: 'waiting' | 'sent' | 'failed' | 'left';
  at: string | null;
  code: string | null;
}

/** A notice of maintenance. */
export interface MaintenanceNotice {
  id: string;
  kind: 'planned' | 'urgent';
  state: 'draft' | 'announced' | 'cancelled' | 'restored';
  title: string;
  text: string;
  services: string[];
  from: string;
  to: string;
  companies: { id: string; name: string }[];
  createdAt: string;
  createdBy: string;
  announcedAt: string | null;
  news: 'announced' | 'changed' | 'cancelled' | 'restored' | null;
  isUntold: boolean;
  deliveries: NoticeDelivery[];
  version: number;
}

/** What sending a notice would do. */
export interface MaintenanceForesight {
  recipients: number;
  unreachable: string[];
  tellBy: string | null;
  isLate: boolean;
}

/** What there is to choose from. */
export interface AvailabilityOffers {
  companies: { id: string; name: string }[];
  services: string[];
  environments: { value: string; label: string }[];
  reports: { value: string; label: string }[];
}

/** An event that interrupted availability. */
export interface Outage {
  id: string;
  service: string;
  environment: string | null;
  report: string | null;
  startedAt: string;
  endedAt: string | null;
  cause: string | null;
  action: string | null;
  ticketId: string | null;
  folio: string | null;
  source: 'desk' | 'ticket';
  version: number;
}

/** The log of a period with the figures of each service. */
export interface OutageSheet {
  items: Outage[];
  figures: { service: string; events: number; downMs: number; longestMs: number; availability: number }[];
}
