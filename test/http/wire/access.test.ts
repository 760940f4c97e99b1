import { expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { agentProfileBody } from '../../../src/http/agents/profile-routes.ts';
import type { sessionBody, standingBody } from '../../../src/http/session/own-routes.ts';
import type { startedBody } from '../../../src/http/session/start.ts';
import type { firstStepsBody } from '../../../src/http/setup/routes.ts';
import type { whatsappBody } from '../../../src/http/whatsapp/presenter.ts';
import type {
  AccessStanding,
  AgentProfile,
  FirstSteps,
  OpenSession,
  Started,
  WhatsappView,
} from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test: a shape that drifts makes one of these lines an error of `npm run types`.
const same: {
  standing: Same<z.output<typeof standingBody>, AccessStanding>;
  session: Same<z.output<typeof sessionBody>, OpenSession>;
  started: Same<z.output<typeof startedBody>, Started>;
  profile: Same<z.output<typeof agentProfileBody>, AgentProfile>;
  firstSteps: Same<z.output<typeof firstStepsBody>, FirstSteps>;
  whatsapp: z.output<typeof whatsappBody> extends WhatsappView ? true : false;
} = { standing: true, session: true, started: true, profile: true, firstSteps: true, whatsapp: true };

it('access and administration: the JSON that the console reads is what the API writes (checked by the compiler)', () => {
  expect(Object.values(same).every(Boolean)).toBe(true);
});
