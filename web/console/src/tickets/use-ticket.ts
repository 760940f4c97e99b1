import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../../shared/api-client.ts';
import type { Ticket, TicketDetail } from '../../../shared/wire/ticket.ts';
import type { ForeseenTicket, SeenTicket, SimilarTicket, TicketLadder } from '../../../shared/wire/ticket-look.ts';
import { api } from '../app/api.ts';
import { newKey } from '../conversation/outgoing.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** Address of a ticket in the API. */
export const ticketPath = (id: string, rest = '') => `/api/tickets/${encodeURIComponent(id)}${rest}`;

/** A ticket with its history and the moves that one may make. */
export function useTicket(id: string) {
  return useQuery({
    queryKey: ['tickets', 'one', id],
    queryFn: ({ signal }) => api.get<TicketDetail>(ticketPath(id), signal),
  });
}

/** What its requester sees. */
export function useSeenTicket({ id, version }: Ticket) {
  return useQuery({
    queryKey: ['tickets', 'seen', id, version],
    queryFn: ({ signal }) => api.get<SeenTicket>(ticketPath(id, '/requester-view'), signal),
    placeholderData: (before) => before,
  });
}

/** Open tickets that may be about the same thing. */
export function useSimilarTickets(id: string, isOn: boolean) {
  return useQuery({
    queryKey: ['tickets', 'similar', id],
    queryFn: ({ signal }) => api.get<{ items: SimilarTicket[] }>(ticketPath(id, '/similar'), signal),
    enabled: isOn,
  });
}

/** Words to choose from for tags of tickets: the policy's and those in use. */
export function useTicketTags() {
  return useQuery({
    queryKey: ['tickets', 'tags'],
    queryFn: async ({ signal }) => {
      const { suggested, used } = await api.get<{ suggested: string[]; used: string[] }>('/api/ticket-tags', signal);
      return [...new Set([...suggested, ...used])];
    },
  });
}

/** Where it can be escalated to, and who would be told. */
export function useLadders({ id, version }: Ticket) {
  return useQuery({
    queryKey: ['tickets', 'ladders', id, version],
    queryFn: async ({ signal }) => (await api.get<{ items: TicketLadder[] }>(ticketPath(id, '/ladders'), signal)).items,
    placeholderData: (before) => before,
  });
}

/** What would follow from other facts or another priority. */
export function useForesight(id: string) {
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (weighed: { facts: Record<string, string> } | { priority: string } | { dueAt: string }) =>
      api.send<ForeseenTicket>('POST', ticketPath(id, '/foresee'), weighed),
    onError: notify,
  });
}

/** A deed on a ticket: its name in the address, and what it needs. */
export interface Deed {
  readonly path: string;
  readonly body: object;
  /** Makes a repeat known; default: a new one. */
  readonly key?: string;
  /** Only while nobody else changed the ticket since it was read. */
  readonly ifVersion?: number;
}

/** Does deeds on a ticket. Who was slower than another is told, and sees the ticket as it is now. */
export function useTicketDeed(id: string, done: (ticket: Ticket) => void = () => undefined) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: ({ path, body, key = newKey(), ifVersion }: Deed) =>
      api.send<Ticket>('POST', ticketPath(id, `/${path}`), {
        ...{ ...body, key },
        ...(ifVersion !== undefined && { ifVersion }),
      }),
    onSuccess: done,
    onError: notify,
    onSettled: (_ticket, error) => {
      // An answer that was lost may have been a deed that was done.
      if (!(error instanceof ApiError) || error.status !== 400)
        void client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
}

/** Puts a file on a ticket for the desk, as a note or as what a step hands in; the same file sent again is one. */
export function useTicketUpload(id: string, done: () => void = () => undefined) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: ({ file, query = {} }: { file: File; query?: Record<string, string> }) => {
      const about = new URLSearchParams({ name: file.name, type: file.type, key: newKey(), ...query });
      return api.upload<Ticket>(ticketPath(id, `/files?${about}`), file);
    },
    onSuccess: done,
    onError: notify,
    onSettled: () => void client.invalidateQueries({ queryKey: ['tickets'] }),
  });
}
