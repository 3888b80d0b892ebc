# Microsoft Entra Cloud Sync as far as the azuread provider goes. Made by Causeway from a set-up file; holds no secret.
#
# The provider cannot do these, so they stay to be done, in this order:
#   1. Switching synchronization on for the tenant. (Storing AppKey, below, does that as well.)
#   2. Who takes part, and the mapping of password hashes: both are parts of the job's schema.
#   3. The look whether Active Directory has the Exchange attributes, and with it the job for Exchange writeback.
#   4. Starting the jobs. They are off below, for a job that starts before step 2 takes people that nobody chose.
# `causewayctl apply` with the set-up file does all of them, and adopts what this made.
#
# Terraform does not look for a configuration that is there already: import it, or a second one is made.

terraform {
  required_version = ">= 1.5"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

# ANSWERS #

# The provider wants the tenant's id. Who signs in comes from ARM_CLIENT_ID and ARM_CLIENT_SECRET, or from the Azure CLI.
provider "azuread" {
  tenant_id = local.tenant
}

resource "azuread_application_from_template" "cloud_sync" {
  display_name = local.name
  template_id  = local.template
}

data "azuread_service_principal" "cloud_sync" {
  object_id = azuread_application_from_template.cloud_sync.service_principal_object_id
}

resource "azuread_synchronization_job" "cloud_sync" {
  for_each = toset(local.templates)

  service_principal_id = data.azuread_service_principal.cloud_sync.id
  template_id          = each.value
  enabled              = false

  lifecycle {
    ignore_changes = [enabled]
  }
}

# None of these is a password: Graph calls every setting of a configuration a secret.
resource "azuread_synchronization_secret" "cloud_sync" {
  service_principal_id = data.azuread_service_principal.cloud_sync.id

  dynamic "credential" {
    for_each = local.settings
    content {
      key   = credential.key
      value = credential.value
    }
  }
}
