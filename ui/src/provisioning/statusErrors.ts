import type { Words } from "../locales/words";

type KnownError = keyof Words["enable"]["cause"];

/** Codes of the service behind a failed try (contract 15, F7 to F15). */
const errors: readonly [RegExp, KnownError][] = [
  [/^HybridIdentityServiceNoAgentsAssigned$/i, "no-agent"],
  [/^HybridIdentityServiceNoActiveAgents$/i, "agent-silent"],
  [/^(TimeOut|HybridIdentityServiceAgentTimeout|HybridIdentityServiceAgentSignalingError)$/i, "agent-slow"],
  [/^HybridSynchronizationActiveDirectoryInternalServerError$/i, "domain-controller-silent"],
  [/^HybridSynchronizationActiveDirectoryCannotFindAttribute$/i, "attribute-not-found"],
  [/^HybridIdentityServiceInvalidResource$/i, "other-domain"],
  [/^AzureActiveDirectory(InvalidCredential|ExpiredCredentials|AuthenticationFailed)$/i, "sync-account"],
  [/^AzureDirectoryServiceServerBusy$/i, "microsoft-busy"],
  [/^DirectorySynchronizationNotEnabled$/i, "synchronization-off"],
  [/^DuplicateAttributeMapping$/i, "double-mapping"],
];

/** The words that exist for this code of Microsoft's, if any. */
export function knownError(code: string): KnownError | null {
  return errors.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}
