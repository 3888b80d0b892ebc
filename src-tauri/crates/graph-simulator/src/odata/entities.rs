//! Which type an address answers with, and which properties that type has (Graph's metadata, v1.0 and beta).

use crate::call::Call;

/// A type of Graph, as far as queries and changes may name parts of it.
#[derive(Debug)]
pub(crate) struct EntityType {
    /// As in `microsoft.graph.servicePrincipal`, without the namespace.
    pub(super) name: &'static str,
    /// Separated by blanks.
    properties: &'static str,
    /// What `$expand` may name, separated by blanks.
    navigation: &'static str,
    /// An object of the directory: some queries are advanced ones there.
    pub(super) directory: bool,
}

impl EntityType {
    #[must_use]
    pub(super) fn has(&self, property: &str) -> bool {
        named(self.properties, property) || self.leads_to(property)
    }

    /// Its properties.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.properties.split_whitespace()
    }

    /// Options that exist elsewhere, and not here: log rows come whole, and nobody counts them (provisioningobjectsummary-list).
    pub(super) fn refuses(&self, option: &str) -> bool {
        self.name == "provisioningObjectSummary" && ["$select", "$count", "$expand", "$skip"].contains(&option)
    }

    /// Are its values compared without case?
    pub(super) fn folds_case(&self) -> bool {
        matches!(self.name, "user" | "group")
    }

    /// What `$search` may name.
    pub(super) fn searchable(&self) -> &'static [&'static str] {
        match self.name {
            "user" => &["displayName", "givenName", "mail", "surname", "userPrincipalName"],
            _ => &["displayName", "description"],
        }
    }

    #[must_use]
    pub(super) fn leads_to(&self, navigation: &str) -> bool {
        named(self.navigation, navigation)
    }

    /// Whether a change may name it: annotations, too.
    #[must_use]
    pub(super) fn takes(&self, property: &str) -> bool {
        property.contains('@') || self.properties.split_whitespace().any(|own| own == property)
    }

    /// The resource's name in the directory's own messages.
    #[must_use]
    pub(super) fn resource(&self) -> String {
        let (first, rest) = self.name.split_at(1);
        format!("{}{rest}", first.to_ascii_uppercase())
    }
}

fn named(list: &str, name: &str) -> bool {
    list.split_whitespace().any(|own| own.eq_ignore_ascii_case(name))
}

const fn plain(name: &'static str, properties: &'static str, navigation: &'static str) -> EntityType {
    EntityType {
        name,
        properties,
        navigation,
        directory: false,
    }
}

static SERVICE_PRINCIPAL: EntityType = EntityType {
    name: "servicePrincipal",
    properties: "id deletedDateTime accountEnabled addIns alternativeNames appDescription appDisplayName appId applicationTemplateId \
        appOwnerOrganizationId appRoleAssignmentRequired appRoles createdByAppId createdDateTime customSecurityAttributes description \
        disabledByMicrosoftStatus displayName errorUrl homepage info isAuthorizationServiceEnabled isDisabled keyCredentials loginUrl \
        logoutUrl notes notificationEmailAddresses oauth2PermissionScopes passwordCredentials passwordSingleSignOnSettings \
        preferredSingleSignOnMode preferredTokenSigningKeyEndDateTime preferredTokenSigningKeyThumbprint publishedPermissionScopes \
        publisherName replyUrls resourceSpecificApplicationPermissions samlMetadataUrl samlSingleSignOnSettings servicePrincipalNames \
        servicePrincipalType signInAudience tags tokenEncryptionKeyId verifiedPublisher",
    navigation: "appManagementPolicies appRoleAssignedTo appRoleAssignments claimsMappingPolicies createdObjects \
        delegatedPermissionClassifications endpoints federatedIdentityCredentials homeRealmDiscoveryPolicies memberOf \
        oauth2PermissionGrants ownedObjects owners remoteDesktopSecurityConfiguration synchronization tokenIssuancePolicies \
        tokenLifetimePolicies transitiveMemberOf",
    directory: true,
};

pub(crate) static USER: EntityType = EntityType {
    name: "user",
    properties: "id accountEnabled businessPhones city companyName country createdDateTime creationType deletedDateTime department \
        displayName employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState faxNumber givenName jobTitle mail mailNickname mobilePhone officeLocation \
        onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId \
        onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier \
        onPremisesSyncEnabled onPremisesUserPrincipalName otherMails passwordPolicies postalCode preferredLanguage proxyAddresses \
        state streetAddress surname usageLocation userPrincipalName userType",
    navigation: "appRoleAssignments createdObjects directReports licenseDetails manager memberOf oauth2PermissionGrants ownedDevices \
        ownedObjects registeredDevices transitiveMemberOf",
    directory: true,
};

pub(crate) static GROUP: EntityType = EntityType {
    name: "group",
    properties: "id deletedDateTime classification createdDateTime creationOptions description displayName expirationDateTime groupTypes \
        isAssignableToRole mail mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName \
        onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesProvisioningErrors onPremisesSamAccountName \
        onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses renewedDateTime \
        resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier serviceProvisioningErrors theme \
        uniqueName visibility",
    navigation: "appRoleAssignments memberOf members owners transitiveMemberOf transitiveMembers",
    directory: true,
};

static APP_ROLE_ASSIGNMENT: EntityType = EntityType {
    name: "appRoleAssignment",
    properties: "id deletedDateTime appRoleId createdDateTime principalDisplayName principalId principalType resourceDisplayName resourceId",
    navigation: "",
    directory: true,
};

static OBJECT_CONNECTION: EntityType = plain(
    "objectConnection",
    "objectId sourceAnchor targetAnchor displayName objectTypeName",
    "",
);

static APPLICATION: EntityType = EntityType {
    name: "application",
    properties: "id deletedDateTime addIns api appId applicationTemplateId appRoles authenticationBehaviors certification \
        createdByAppId createdDateTime defaultRedirectUri description disabledByMicrosoftStatus displayName groupMembershipClaims \
        identifierUris info isDeviceOnlyAuthSupported isDisabled isFallbackPublicClient keyCredentials logo \
        nativeAuthenticationApisEnabled notes oauth2RequirePostResponse onPremisesPublishing optionalClaims parentalControlSettings \
        passwordCredentials publicClient publisherDomain requestSignatureVerification requiredResourceAccess samlMetadataUrl \
        serviceManagementReference servicePrincipalLockConfiguration signInAudience spa tags tokenEncryptionKeyId uniqueName \
        verifiedPublisher web windows",
    navigation: "appManagementPolicies connectorGroup createdOnBehalfOf extensionProperties federatedIdentityCredentials \
        homeRealmDiscoveryPolicies owners synchronization tokenIssuancePolicies tokenLifetimePolicies",
    directory: true,
};

static ORGANIZATION: EntityType = plain(
    "organization",
    "id deletedDateTime assignedPlans businessPhones certificateConnectorSetting city country countryLetterCode createdDateTime \
    defaultUsageLocation directorySizeQuota displayName isMultipleDataLocationsForServicesEnabled marketingNotificationEmails \
    mobileDeviceManagementAuthority onPremisesApplicationLastSyncDateTime onPremisesLastPasswordSyncDateTime \
    onPremisesLastSyncDateTime onPremisesSyncEnabled onPremisesSyncStatus partnerInformation partnerTenantType postalCode \
    preferredLanguage privacyProfile provisionedPlans securityComplianceNotificationMails securityComplianceNotificationPhones state \
    street technicalNotificationMails tenantType verifiedDomains",
    "branding certificateBasedAuthConfiguration extensions settings",
);

static DOMAIN: EntityType = plain(
    "domain",
    "id authenticationType availabilityStatus isAdminManaged isDefault isInitial isRoot isVerified manufacturer model \
    passwordNotificationWindowInDays passwordValidityPeriodInDays state supportedServices",
    "domainNameReferences federationConfiguration rootDomain serviceConfigurationRecords sharedEmailDomainInvitations \
    verificationDnsRecords",
);

static SYNCHRONIZATION_OF_THE_TENANT: EntityType =
    plain("onPremisesDirectorySynchronization", "id configuration features", "");

static APPLICATION_TEMPLATE: EntityType = plain(
    "applicationTemplate",
    "id categories configurationUris deprecationDate description displayName endpoints homePageUrl informationalUrls \
    isEntraIntegrated lastModifiedDateTime logoUrl publisher riskFactors riskScore supportedClaimConfiguration \
    supportedProvisioningTypes supportedSingleSignOnModes",
    "",
);

static SYNCHRONIZATION_TEMPLATE: EntityType = plain(
    "synchronizationTemplate",
    "id applicationId default description discoverable factoryTag metadata",
    "schema",
);

static SYNCHRONIZATION_JOB: EntityType = plain(
    "synchronizationJob",
    "id schedule status synchronizationJobSettings templateId",
    "bulkUpload schema",
);

static SYNCHRONIZATION_SCHEMA: EntityType = plain(
    "synchronizationSchema",
    "id provisioningTaskIdentifier synchronizationRules version",
    "directories",
);

static PUBLISHING_PROFILE: EntityType = plain(
    "onPremisesPublishingProfile",
    "id hybridAgentUpdaterConfiguration isDefaultAccessEnabled isEnabled",
    "agentGroups agents applicationSegments connectorGroups connectors publishedResources",
);

static AGENT: EntityType = plain(
    "onPremisesAgent",
    "id externalIp machineName status supportedPublishingTypes",
    "agentGroups",
);

static AGENT_GROUP: EntityType = plain(
    "onPremisesAgentGroup",
    "id displayName isDefault publishingType",
    "agents publishedResources",
);

static PUBLISHED_RESOURCE: EntityType = plain(
    "publishedResource",
    "id displayName publishingType resourceName",
    "agentGroups",
);

/// With the deprecated names that old filters have (contract 13.1).
static LOG_ROW: EntityType = plain(
    "provisioningObjectSummary",
    "id action activityDateTime changeId cycleId durationInMilliseconds initiatedBy jobId modifiedProperties provisioningAction \
    provisioningStatusInfo provisioningSteps servicePrincipal sourceIdentity sourceSystem statusInfo targetIdentity targetSystem tenantId",
    "",
);

static DIRECTORY_AUDIT: EntityType = plain(
    "directoryAudit",
    "id activityDateTime activityDisplayName additionalDetails category correlationId initiatedBy loggedByService operationType result \
    resultReason targetResources userAgent",
    "",
);

/// What the address of the call answers with; `None` where queries are not looked at.
#[must_use]
pub(super) fn of(call: &Call<'_>) -> Option<&'static EntityType> {
    Some(match call.segments().as_slice() {
        ["organization", ..] => &ORGANIZATION,
        ["domains", ..] => &DOMAIN,
        ["directory", "onpremisessynchronization", ..] => &SYNCHRONIZATION_OF_THE_TENANT,
        ["me"] | ["users"] | ["users", _] | ["users", _, "manager"] | ["directory", "deleteditems", "user"] => &USER,
        ["directory", "deleteditems", "application", ..] => &APPLICATION,
        ["directory", "deleteditems", "serviceprincipal", ..] => &SERVICE_PRINCIPAL,
        ["applicationtemplates"] | ["applicationtemplates", _] => &APPLICATION_TEMPLATE,
        ["serviceprincipals" | "applications", _, "synchronization", "templates"]
        | [
            "serviceprincipals" | "applications",
            _,
            "synchronization",
            "templates",
            _,
        ] => &SYNCHRONIZATION_TEMPLATE,
        ["serviceprincipals" | "applications", _, "synchronization", "jobs"]
        | ["serviceprincipals" | "applications", _, "synchronization", "jobs", _] => &SYNCHRONIZATION_JOB,
        [
            "serviceprincipals" | "applications",
            _,
            "synchronization",
            _,
            _,
            "schema",
        ] => &SYNCHRONIZATION_SCHEMA,
        [_, _, "synchronization", "jobs", _, "objectconnections", _] => &OBJECT_CONNECTION,
        ["groups"] | ["groups", _] | ["groups", _, "members", "group"] => &GROUP,
        ["groups", _, "members"] | ["groups", _, "members", "user" | "$count"] => &USER,
        [_, _, "approleassignedto" | "approleassignments"] | [_, _, "approleassignedto", _] => &APP_ROLE_ASSIGNMENT,
        ["serviceprincipals"] | ["serviceprincipals", _] => &SERVICE_PRINCIPAL,
        ["applications"] | ["applications", _] => &APPLICATION,
        ["onpremisespublishingprofiles", _] => &PUBLISHING_PROFILE,
        ["onpremisespublishingprofiles", _, "agents"] => &AGENT,
        ["onpremisespublishingprofiles", _, "agentgroups"] => &AGENT_GROUP,
        ["onpremisespublishingprofiles", _, "publishedresources"] => &PUBLISHED_RESOURCE,
        ["auditlogs", "provisioning"] => &LOG_ROW,
        ["auditlogs", "directoryaudits", ..] => &DIRECTORY_AUDIT,
        _ => return None,
    })
}
