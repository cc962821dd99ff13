package estate

// hardwareJoins are by ids of Entra and by serial numbers, as TestJoins has them.
var hardwareJoins = []joinTest{
	{
		"an id of Entra joins, in any case, and another name does not matter",
		[]string{"intune=G1 entra=E1 name=PC1", "agent=a1 entra=e1 name=PC9"},
		[]string{"g1: intune=g1 agent=a1 entra=e1"}, nil,
	},
	{
		"a serial number joins, in any case",
		[]string{"intune=G1 serial=5CG1234XYZ", "agent=a1 serial=5cg1234xyz name=PC1"},
		[]string{"g1: intune=g1 agent=a1 serial=5CG1234XYZ"}, nil,
	},
	{
		"and one with the same name, cut to what NetBIOS has of it",
		[]string{"intune=G1 serial=S1 name=long-name-of-a-ward", "agent=a1 serial=S1 name=LONG-NAME-OF-A-", "osquery=h1 serial=S1 name=long-name-of-a-ward.example.org"},
		[]string{"g1: intune=g1 osquery=h1 agent=a1 serial=S1"}, nil,
	},
	{
		"a serial number with another name is in doubt",
		[]string{"intune=G1 serial=S1 name=PC1", "agent=a1 serial=S1 name=PC2"},
		[]string{"g1: intune=g1", "agent:a1: agent=a1"},
		[]string{"S1: agent:a1 g1; device,agent,a1,g1"},
	},
	{
		"a name that it had will do",
		[]string{"intune=G1 serial=S1 name=PC1", "intune=G1 serial=S1 name=PC2", "agent=a1 serial=S1 name=PC1"},
		[]string{"g1: intune=g1 agent=a1 serial=S1"}, nil,
	},
	{
		"an id of Entra with another serial number is in doubt, and a name does not overrule that",
		[]string{"intune=G1 entra=E1 serial=S1 name=PC1", "agent=a1 entra=E1 serial=S2 name=PC1"},
		[]string{"g1: intune=g1 serial=S1", "agent:a1: agent=a1 serial=S2"},
		[]string{"e1: agent:a1 g1; device,agent,a1,g1", "PC1: agent:a1 g1; device,agent,a1,g1"},
	},
	{
		"the same serial number with another id of Entra, too",
		[]string{"intune=G1 entra=E1 serial=S1 name=PC1", "agent=a1 entra=E2 serial=S1 name=PC1"},
		[]string{"g1: intune=g1 entra=e1", "agent:a1: agent=a1 entra=e2"},
		[]string{"S1: agent:a1 g1; device,agent,a1,g1", "PC1: agent:a1 g1; device,agent,a1,g1"},
	},
	{
		"and the same name with another serial number",
		[]string{"intune=G1 serial=S1 name=PC1", "agent=a1 serial=S2 name=PC1"},
		[]string{"g1: intune=g1 serial=S1", "agent:a1: agent=a1 serial=S2"},
		[]string{"PC1: agent:a1 g1; device,agent,a1,g1"},
	},
	{
		"an alias settles it",
		[]string{"intune=G1 entra=E1 serial=S1 name=PC1", "agent=a1 entra=E1 serial=S2 name=PC1", "alias agent=a1 g1"},
		[]string{"g1: intune=g1 agent=a1 entra=e1 serial=S1 serial=S2"}, nil,
	},
	{
		"a serial number of many devices joins none, and stands in the way of no name",
		[]string{"intune=G1 serial=S1 name=PC1", "intune=G2 serial=S1 name=PC2", "agent=a1 serial=S1 name=PC1", "agent=a2 serial=S1 name=PC2"},
		[]string{"g1: intune=g1 agent=a1", "g2: intune=g2 agent=a2"},
		[]string{"S1: g1 g2; "},
	},
	{
		"devices that are told apart and nothing else are no doubt",
		[]string{"intune=G1 serial=S1 name=PC1", "intune=G2 serial=S1 name=PC1"},
		[]string{"g1: intune=g1", "g2: intune=g2"}, nil,
	},
	{
		"the enrolment that the agent has is the device, not the one before it",
		[]string{"intune=G1 entra=E1 serial=S1 name=PC1", "intune=G2 entra=E2 serial=S1 name=PC1", "agent=a1 entra=E2 serial=S1 name=PC1"},
		[]string{"g1: intune=g1 entra=e1", "g2: intune=g2 agent=a1 entra=e2"}, nil,
	},
	{
		"a copied disk has the id of another computer, and a serial number of its own",
		[]string{"intune=G1 entra=E1 serial=S1", "intune=G2 entra=E2 serial=S2", "agent=a1 entra=E1 serial=S1", "agent=a2 entra=E1 serial=S2"},
		[]string{"g1: intune=g1 agent=a1 serial=S1", "g2: intune=g2 agent=a2 entra=e2 serial=S2"},
		[]string{"e1: g1 g2; "},
	},
	{
		"ids that would chain two computers join neither",
		[]string{"intune=G1 entra=E1 serial=S1", "agent=a1 entra=E1 entra=E2", "configmgr=7 entra=E2 serial=S2"},
		[]string{"g1: intune=g1 serial=S1", "agent:a1: agent=a1", "7: configmgr=7 serial=S2"},
		[]string{
			"e1: agent:a1 g1; device,agent,a1,g1",
			"e2: 7 agent:a1; device,agent,a1,7",
		},
	},
}
