import type { Words } from "../locales/words";

type KnownError = keyof Words["enable"]["error"];

/** Codes of the service behind a quarantine or a failed try (contract 15, F7 to F15). */
const errors: readonly [RegExp, KnownError][] = [
  [/^HybridIdentityServiceNoAgentsAssigned$/i, "noAgent"],
  [/^HybridIdentityServiceNoActiveAgents$/i, "agentSilent"],
  [/^(TimeOut|HybridIdentityServiceAgentTimeout|HybridIdentityServiceAgentSignalingError)$/i, "timeout"],
  [/^HybridSynchronizationActiveDirectoryInternalServerError$/i, "domainController"],
  [/^HybridIdentityServiceInvalidResource$/i, "otherDomain"],
  [/^AzureActiveDirectory(InvalidCredential|ExpiredCredentials|AuthenticationFailed)$/i, "serviceAccount"],
  [/^AzureDirectoryServiceServerBusy$/i, "busy"],
  [/^DirectorySynchronizationNotEnabled$/i, "switchedOff"],
  [/^DuplicateAttributeMapping$/i, "doubleMapping"],
];

/** The words that exist for this code of Microsoft's, if any. */
export function knownError(code: string): KnownError | null {
  return errors.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}
