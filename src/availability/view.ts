import type { MaintenanceNotice } from '../contracts/availability-desk.ts';
import type { ServiceNoticeDoc } from '../storage/models/availability.ts';
import type { MaintenanceDeps } from './deps.ts';

/** A notice as the desk reads it: people and customers by name. */
export async function viewNotice(
  { companies, people, desk }: Pick<MaintenanceDeps, 'companies' | 'people' | 'desk'>,
  doc: ServiceNoticeDoc,
): Promise<MaintenanceNotice> {
  const customers = await companies();
  const names = new Map<string, string>([
    ...customers.map(({ id, name }) => [`company:${id}`, name] as const),
    ...(doc.deliveries.length === 0 ? [] : await people()).map(({ id, name }) => [`requester:${id}`, name] as const),
  ]);
  const { _id: id, kind, state, title, text, services, from, to, createdAt, announcedAt, news, version } = doc;
  return {
    ...{ id, kind, state, title, text, services, from, to, createdAt, announcedAt, news, version },
    companies: doc.companies.map((one) => ({ id: one, name: names.get(`company:${one}`) ?? one })),
    createdBy: (await desk()).get(doc.createdBy) ?? doc.createdBy,
    isUntold: doc.untold,
    deliveries: doc.deliveries.map(({ to: whom, state: how, at, code }) => {
      return { to: whom, name: names.get(whom) ?? null, state: how, at, code };
    }),
  };
}
