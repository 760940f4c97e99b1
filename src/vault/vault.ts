import type { VaultDesk, VaultDoor, VaultOfferPort, VaultRotationPort } from '../contracts/vault.ts';
import type { VaultDeps } from './deps.ts';
import { createVaultDesk } from './desk.ts';
import { createDoor } from './door.ts';
import { createLifecycle } from './lifecycle.ts';
import { createOffers } from './offers.ts';
import { createRotation } from './rotation.ts';

/** The one place where a sensitive value may lie, encrypted (P4, MAS-132..MAS-135). docs/vault.md explains it. */
export interface Vault extends VaultOfferPort, VaultDoor, VaultDesk, VaultRotationPort {
  /** P5: ends what came due while nobody ran, and finds every job again. Call it once at start. */
  recover(): Promise<number>;
}

/** Joins the vault's parts. */
export function createVault(deps: VaultDeps): Vault {
  const lifecycle = createLifecycle(deps);
  return {
    ...createOffers(deps, lifecycle),
    ...createDoor(deps, lifecycle),
    ...createVaultDesk(deps, lifecycle),
    ...createRotation(deps),
    recover: lifecycle.recover,
  };
}
