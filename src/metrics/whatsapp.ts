import { Counter, Gauge, type Registry } from 'prom-client';
import type { WhatsappMetrics } from '../contracts/metrics.ts';

/** Figures of our number of WhatsApp. */
export function whatsappMetrics(registry: Registry): WhatsappMetrics {
  const registers = [registry];
  const open = new Gauge({ name: 'ventanilla_whatsapp_open', help: '1 while our number is connected', registers });
  const ends = new Counter({
    name: 'ventanilla_whatsapp_disconnections_total',
    help: 'Ends of the connection of our number, by code',
    labelNames: ['code'],
    registers,
  });
  return {
    whatsappState(state, code) {
      open.set(state === 'open' ? 1 : 0);
      if ((state === 'waiting' || state === 'stopped') && code !== null) ends.inc({ code: String(code) });
    },
  };
}
