import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import { openVaultKeys } from '../config/vault-keys.ts';
import type { SecureLinks, VaultNotices } from '../contracts/vault.ts';
import { VaultRepository } from '../storage/repositories/vault.ts';
import type { VaultDeps } from '../vault/deps.ts';
import { Keyring } from '../vault/keyring.ts';
import { createSecureLinks } from '../vault/links.ts';
import { createVault, type Vault } from '../vault/vault.ts';
import type { ServiceModels } from './stores.ts';

/** The vault as the other parts know it. */
export interface VaultParts {
  readonly vault: Vault;
  readonly secureLinks: SecureLinks;
  /**
   * The page is served from now on, so forms may be offered; under which address, once it is known. A command line that
   * only talks serves nothing and offers nothing.
   */
  serveVault(base: string | null): void;
}

/** The vault, joined. */
export interface JoinedVault {
  readonly parts: VaultParts;
  /** Tells the vault how to speak in the chat; the pipeline and the vault need one another. */
  speakBy(notices: VaultNotices): void;
}

type Rest = Omit<VaultDeps, 'items' | 'keyring' | 'linkKey' | 'notices' | 'isServed'>;

/** Joins the vault to its store and to its keys, which lie outside it. */
export function joinVault(models: ServiceModels, config: Config, secrets: Secrets, rest: Rest): JoinedVault {
  let isServed = false;
  let base: string | null = null;
  let speech: VaultNotices | null = null;
  const linkKey = Buffer.from(secrets.vaultLinkKey, 'hex');
  const vault = createVault({
    ...rest,
    items: new VaultRepository(models.vaultItems),
    keyring: new Keyring(openVaultKeys(config)),
    linkKey,
    notices: {
      async received(item) {
        if (speech === null) throw new Error('The vault was asked to speak before the pipeline was joined.');
        await speech.received(item);
      },
    },
    isServed: () => isServed,
  });
  const serveVault = (url: string | null) => {
    isServed = true;
    base = url;
  };
  return {
    parts: { vault, secureLinks: createSecureLinks(linkKey, () => base), serveVault },
    speakBy(notices) {
      speech = notices;
    },
  };
}
