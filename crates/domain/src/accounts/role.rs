/// What someone signed in is here for. A staff role is asked for, never taken: an admin grants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Asks for help.
    #[default]
    Customer,
    /// Gives it.
    Agent,
    /// Gives it, and decides who else may.
    Admin,
}

impl Role {
    /// All, from the least to the most.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Agent, Self::Admin];

    /// Agents and admins.
    #[must_use]
    pub fn is_staff(self) -> bool {
        self != Self::Customer
    }

    /// The role as one word: `customer`, `agent`, `admin`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_nothing_else_is_a_role() {
        for role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), Some(role));
        }
        assert_eq!(Role::from_key("Admin"), None);
        assert_eq!(Role::from_key("admin "), None);
    }
}
